use super::*;

#[test]
fn what_people_write() {
    insta::assert_snapshot!(to_html("# Hello\none\ntwo **bold** ~~no~~ `x<y`\n\n- a\n- b\n\n> quoted\n\n```sh\nls <a> https://a.b\n```\n"), @r#"
    <h3>Hello</h3>
    <p>one<br />
    two <strong>bold</strong> <del>no</del> <code>x&lt;y</code></p>
    <ul>
    <li>a</li>
    <li>b</li>
    </ul>
    <blockquote>
    <p>quoted</p>
    </blockquote>
    <pre><code class="language-sh">ls &lt;a&gt; https://a.b
    </code></pre>
    "#);
    assert!(to_html("|a|b|\n|-|:-:|\n|1|2|\n").contains("<th>b</th>"));
}

#[test]
fn html_is_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div>\n<svg/onload=alert(1)>\n</div>",
        "<!-- --><iframe src=javascript:alert(1)>",
        "`<b>` <![CDATA[<b>]]>",
        "```x\" onload=\"y\n```",
    ] {
        let html = to_html(hostile);
        let tags: Vec<&str> =
            html.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ', '/']).find(|t| !t.is_empty())).collect();
        assert!(tags.iter().all(|tag| ["p", "code", "pre", "br"].contains(tag)), "{html}");
        assert!(!html.contains(" onload=\"y"), "{html}");
    }
}

#[test]
fn links_lead_outside_and_images_are_links() {
    let link = |address: &str, text: &str| format!("<p><a href=\"{address}\" rel=\"noopener nofollow\">{text}</a></p>\n");
    assert_eq!(to_html("[a](https://b.c/?d=1&e='\")"), link("https://b.c/?d=1&amp;e=&#39;&quot;", "a"));
    assert_eq!(to_html("[a](HTTP://b.c)"), link("HTTP://b.c", "a"));
    assert_eq!(to_html("<a@b.cd>"), link("mailto:a@b.cd", "a@b.cd"));
    assert_eq!(to_html("![cat](https://b.c/d.png)"), link("https://b.c/d.png", "cat"));
    assert_eq!(to_html("![](https://b.c)"), link("https://b.c", "https://b.c"));
    assert_eq!(
        to_html("see https://b.c/d_e_f."),
        "<p>see <a href=\"https://b.c/d_e_f\" rel=\"noopener nofollow\">https://b.c/d_e_f</a>.</p>\n"
    );
    assert_eq!(to_html("[![x](https://a.b)](https://c.d)"), link("https://c.d", "x"));
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "/desk",
        "//evil.example",
        "&#106;avascript:x",
        "\u{1}javascript:x",
    ] {
        let html = to_html(&format!("[a]({bad}) ![b]({bad}) <{bad}>\n\n[c]\n\n[c]: {bad}\n"));
        assert!(!html.contains("<a") && !html.contains("<img"), "{bad}: {html}");
    }
}

#[test]
fn hostile_nesting_is_bounded() {
    let begun = std::time::Instant::now();
    let blank_items: String = (0..300).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let table = format!("{}\n{}\n{}", "|a".repeat(8000), "|-".repeat(8000), "|b\n".repeat(6000));
    let references = format!("[a]: https://b.c/{}\n\n{}", "x".repeat(20_000), "[a] ".repeat(7_000));
    for text in [
        ">".repeat(50_000),
        "> ".repeat(25_000),
        "[".repeat(50_000),
        "![".repeat(25_000),
        "*".repeat(50_000),
        "*a _b ".repeat(8_000),
        "- ".repeat(25_000),
        "`".repeat(50_000),
        "<".repeat(50_000),
        "[a](".repeat(12_500),
        "\"".repeat(50_000),
        "&".repeat(50_000),
        ">\n".repeat(25_000),
        "~~a ".repeat(12_500),
        "](".repeat(25_000),
        "https://".repeat(6_000),
        "://".repeat(16_000),
        blank_items,
        table,
        references,
    ] {
        let html = to_html(&text);
        assert!(html.len() < 7 * OUTPUT_MAX, "{} of {:?}", html.len(), cut(&text, 20));
        assert!(html.matches("<blockquote>").count() <= DEPTH_MAX);
        to_text(&text);
        excerpt(&text, 140);
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[test]
fn plain_text_is_one_line() {
    assert_eq!(to_text("# A *b*\n\n- c\n- [d](https://e.f)\n\n<b>g</b>"), "A b c d <b>g</b>");
    assert_eq!(excerpt("**ab** cd efgh", 6), "ab cd…");
    assert_eq!(excerpt(&"請".repeat(10_000), 140).chars().count(), 140);
}
