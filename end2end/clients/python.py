"""HubSpot's client for Python, used as its documentation says, with nothing but another base URL and another token."""

import json
import os
import re
import tempfile
import unittest
import urllib.request
import uuid

from hubspot import HubSpot
from hubspot.crm.contacts.exceptions import ApiException as ContactsException
from hubspot.crm.tickets.exceptions import NotFoundException

BASE = os.environ["HUBSPOT_BASE_URL"]
TOKEN = os.environ["HUBSPOT_ACCESS_TOKEN"]
RUN = uuid.uuid4().hex[:8]


def defined(number):
    return [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": number}]


class Clients(unittest.TestCase):
    def setUp(self):
        self.hubspot = HubSpot(access_token=TOKEN, host=BASE, base_url=BASE)

    def contact(self, name, **more):
        properties = {"email": f"py-{name}-{RUN}@example.com", "firstname": name, **more}
        return self.hubspot.crm.contacts.basic_api.create({"properties": properties})

    def ticket(self, subject, associations=()):
        properties = {"subject": f"{subject} {RUN}", "hs_pipeline_stage": "1"}
        return self.hubspot.crm.tickets.basic_api.create({"properties": properties, "associations": list(associations)})

    def test_a_record_goes_from_the_first_call_to_the_last(self):
        contact = self.contact("ida")
        ticket = self.ticket("Lift", [{"to": {"id": contact.id}, "types": defined(16)}])
        api = self.hubspot.crm.tickets.basic_api
        api.update(ticket.id, {"properties": {"hs_ticket_priority": "HIGH"}})
        read = api.get_by_id(ticket.id, properties=["hs_ticket_priority"], associations=["contacts"])
        self.assertEqual(read.properties["hs_ticket_priority"], "HIGH")
        self.assertEqual(read.associations["contacts"].results[0].id, contact.id)
        api.archive(ticket.id)
        with self.assertRaises(NotFoundException):
            api.get_by_id(ticket.id)
        self.assertTrue(api.get_by_id(ticket.id, archived=True).archived)

    def test_errors_are_read_as_they_always_were(self):
        contact = self.contact("same")
        with self.assertRaises(ContactsException) as raised:
            self.contact("same")
        body = json.loads(raised.exception.body)
        self.assertEqual((raised.exception.status, body["category"]), (409, "CONFLICT"))
        self.assertEqual(re.search(r"Existing ID: (\d+)", body["message"]).group(1), contact.id)

    def test_notes_are_written_in_batches(self):
        ticket = self.ticket("Notes")
        one = {"to": {"id": ticket.id}, "types": defined(228)}
        inputs = [
            {"properties": {"hs_timestamp": "2026-01-02T03:04:05.000Z", "hs_note_body": f"<p>{word}</p>"}, "associations": [one]}
            for word in ("one", "two")
        ]
        made = self.hubspot.crm.objects.notes.batch_api.create({"inputs": inputs})
        self.assertEqual(made.status, "COMPLETE")
        read = self.hubspot.crm.objects.notes.batch_api.read(
            {"inputs": [{"id": note.id} for note in made.results], "properties": ["hs_note_body"], "propertiesWithHistory": []}
        )
        self.assertEqual({note.properties["hs_note_body"] for note in read.results}, {"<p>one</p>", "<p>two</p>"})
        linked = self.hubspot.crm.associations.v4.basic_api.get_page("tickets", ticket.id, "notes")
        self.assertEqual(len(linked.results), 2)

    def test_records_are_merged(self):
        stays, goes = self.contact("stays"), self.contact("goes", jobtitle="Baker")
        api = self.hubspot.crm.contacts.basic_api
        merged = api.merge({"primaryObjectId": stays.id, "objectIdToMerge": goes.id})
        self.assertEqual(merged.id, stays.id)
        read = api.get_by_id(goes.properties["email"], id_property="email", properties=["jobtitle"])
        self.assertEqual((read.id, read.properties["jobtitle"]), (stays.id, "Baker"))

    def test_property_groups_hold_properties(self):
        name = f"py_{RUN}"
        groups = self.hubspot.crm.properties.groups_api
        self.assertEqual(groups.create("tickets", {"name": name, "label": "Ours"}).name, name)
        self.assertIn(name, [group.name for group in groups.get_all("tickets").results])
        groups.archive("tickets", name)
        self.assertNotIn(name, [group.name for group in groups.get_all("tickets").results])

    def test_a_file_comes_back_as_it_went_in(self):
        content = os.urandom(300_000)
        with tempfile.NamedTemporaryFile(suffix=".bin") as file:
            file.write(content)
            file.flush()
            kept = self.hubspot.files.files_api.upload(
                file=file.name, file_name="random.bin", folder_path=f"/py/{RUN}", options=json.dumps({"access": "PRIVATE"})
            )
        self.assertEqual((kept.size, kept.name), (len(content), "random"))
        signed = self.hubspot.files.files_api.get_signed_url(kept.id, expiration_seconds=60)
        with urllib.request.urlopen(signed.url) as answer:
            self.assertEqual(answer.read(), content)
        self.hubspot.files.files_api.archive(kept.id)

    def test_a_visitor_is_said_to_be_somebody(self):
        api = self.hubspot.conversations.visitor_identification.generate_api
        token = api.generate_token({"email": f"visitor-{RUN}@example.com", "firstName": "Vera"})
        self.assertGreater(len(token.token), 40)


if __name__ == "__main__":
    unittest.main()
