using System.Diagnostics;
using Saker.Data.Privacy.Detectors;

namespace Saker.Data.Tests.Privacy.Detectors;

public sealed class TextScannerTests
{
    private static readonly TextScanner Scanner = new(new ScanOptions { Types = SensitiveTypes.All });

    // Texts in which [] marks what is to be found; secrets are written in parts, so that no tool takes this file for a leak.
    [Theory]
    [InlineData("email", "write to [bob.o'neil+news@mail.example.co.uk], please.")]
    [InlineData("email", "<[jürgen@müller.example.de]>;")]
    [InlineData("email", "mailto:[a@b.cd]")]
    [InlineData("email", "no one: a@b, @home, bob@, x@y..z, https://bob:pw@host.example.com/x")]
    [InlineData("card", "[4111 1111 1111 1111], then 4111 1111 1111 1112")]
    [InlineData("card", "amex [3782-822463-10005] and [378282246310005]")]
    [InlineData("card", "[4111111111111111] 1234567890123456 0000000000000000")]
    [InlineData("card", "pay with [5555-5555-5555-4444] 12/27")]
    [InlineData("iban", "[GB82 WEST 1234 5698 7654 32] and [DE89370400440532013000], not GB82WEST12345698765433")]
    [InlineData("iban", "[NO9386011117947]; [MT84MALT011000012345MTLCAST001S]")]
    [InlineData("ip", "[192.168.0.1]:80 and [10.0.0.255]/24; 256.1.1.1, 1.2.3.4.5, 01.2.3.4, v1.2.3.4, version 1.2.3.4")]
    [InlineData("ip", "[2001:db8::8a2e:370:7334], [::1], [fe80::1] but 12:34:56 and std::vector")]
    [InlineData("url", "see [https://example.org/a?b=c#d], or <[http://x.example]>.")]
    [InlineData("us_ssn", "SSN [123-45-6789]; 000-12-3456, 666-12-3456, 912-34-5678, 123-00-4567, 123-45-0000")]
    [InlineData("us_ssn", "his ssn: [123456789]")]
    [InlineData("us_ssn", "order 123456789")]
    [InlineData("phone", "[+44 20 7946 0958], [+49 (0)30 901820], [+1 202-555-0143], [(202) 555-0143], [202.555.0143]")]
    [InlineData("phone", "call [020 7946 0958] or [01 42 68 53 00], mobile: [+33612345678]")]
    [InlineData("phone", "[202-555-0143 ext. 12] and [202-555-0143x77]")]
    [InlineData("phone", "2024-01-31 10:00, 31.12.2024, 3.14159265, 1999 2003, $1234567, 12345-6789, 10.1.2.3, +999, item 4512-8876")]
    [InlineData("birth_date", "born on [12 March 1984]; DOB: [1984-03-12]; date of birth [March 12, 1984]")]
    [InlineData("birth_date", "delivered 1984-03-12, due 12/03/1984")]
    [InlineData("secret", "password: [hunter2-Xy9!q]")]
    [InlineData("secret", "postgres://app:[s3cr3tpw]@db.example/x")]
    [InlineData("secret", "the password policy is documented; token count is high; secret: forbidden")]
    [InlineData("address", "They live at [12 Baker Street], London, or [Hauptstraße 5] in Bonn.")]
    [InlineData("person_name", "Dear Mr. [Jean-Luc Picard], my name is [Ann O'Hara]. Thanks")]
    public void Finds_what_is_marked_and_no_more(string type, string marked)
    {
        var expected = new List<string>();
        for (var at = marked.IndexOf('[', StringComparison.Ordinal); at >= 0; at = marked.IndexOf('[', at + 1))
            expected.Add(marked[(at + 1)..marked.IndexOf(']', at)]);
        var text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        Assert.Equal(expected, Scanner.Scan(text).Where(span => span.Type == type).Select(span => text[span.Start..span.End]));
    }

    [Theory]
    [InlineData("AK", "IAIOSFODNN7EXAMPLE")]
    [InlineData("gh", "p_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("xo", "xb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", "eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U")]
    [InlineData("-----BEGIN RSA PRIV", "ATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----")]
    public void Finds_secrets_by_their_form(string first, string rest)
    {
        var text = $"use {first}{rest} here";
        var span = Assert.Single(Scanner.Scan(text), span => span.Type == SensitiveTypes.Secret);
        Assert.Equal(first + rest, text[span.Start..span.End]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("a@b.")]
    [InlineData("1 ")]
    [InlineData("1234 ")]
    [InlineData("1.")]
    [InlineData("1.1.1.1.")]
    [InlineData(":")]
    [InlineData("f:")]
    [InlineData("(1)")]
    [InlineData("+1-")]
    [InlineData("://")]
    [InlineData("http://a:b@")]
    [InlineData("-----BEGIN PRIVATE KEY")]
    [InlineData("eyJ.")]
    [InlineData("password=")]
    [InlineData("GB82 ")]
    [InlineData("Mr. ")]
    [InlineData("Main Street ")]
    [InlineData("born 1-1-")]
    [InlineData("\ud83d")]
    public void Takes_time_in_proportion_to_the_text_whatever_it_holds(string part)
    {
        var clock = new Stopwatch();
        Scanner.Scan(Repeat(part, 20_000));
        // Sixteen times the text: a quadratic step would take 256 times as long, in every try; a busy machine is slow in some.
        var tries = Enumerable.Range(0, 6).Select(_ => (Small: Measure(50_000), Large: Measure(800_000)));
        Assert.Contains(tries, taken => taken.Large < (64 * taken.Small) + TimeSpan.FromMilliseconds(300));

        TimeSpan Measure(int length)
        {
            var text = Repeat(part, length);
            clock.Restart();
            Scanner.Scan(text);
            return clock.Elapsed;
        }
    }

    [Fact]
    public void Spans_never_overlap_and_lie_within_the_text()
    {
        var random = new Random(7);
        string[] parts = ["4111111111111111", " ", "@", "bob", ".com", "+", "GB82WEST12345698765432", "192.168.0.1", "-", ":", "123-45-6789", "(", ")", "Mr. ", "Smith", "\n", "日本", "https://", "password=", "12 Baker Street"];
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            var end = 0;
            foreach (var span in Scanner.Scan(text))
            {
                Assert.InRange(span.Start, end, text.Length - 1);
                Assert.InRange(span.End, span.Start + 1, text.Length);
                Assert.InRange(span.Confidence, 0.5, 1);
                end = span.End;
            }
        }
    }

    [Fact]
    public void Addresses_are_looked_for_only_when_asked()
    {
        const string text = "They live at 12 Baker Street, bob@example.com.";
        Assert.Equal([SensitiveTypes.Email], new TextScanner(new ScanOptions()).Scan(text).Select(span => span.Type));
        Assert.Equal([SensitiveTypes.Address], new TextScanner(new ScanOptions { Types = [SensitiveTypes.Address] }).Scan(text).Select(span => span.Type));
    }

    [Fact]
    public void A_detector_of_ones_own_is_heard()
    {
        var scanner = new TextScanner(new ScanOptions { Types = ["plant"], Detectors = [new PlantDetector()] });
        Assert.Equal([new DetectedSpan("plant", 3, 6, 0.8)], scanner.Scan("an oak, bob@example.com"));
        var error = Assert.Throws<SakerException>(() => new TextScanner(new ScanOptions { Types = ["plant", "animal"], MinConfidence = 2 }));
        Assert.Equal(3, error.Problems.Count);
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused() =>
        Assert.Equal(ErrorKind.TooLarge, Assert.Throws<SakerException>(() => new TextScanner(new ScanOptions { MaxTextLength = 3 }).Scan("four")).Kind);

    private static string Repeat(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));

    private sealed class PlantDetector : ISpanDetector
    {
        public IReadOnlyList<string> Types => ["plant"];

        public void Find(string text, string context, ICollection<DetectedSpan> found) => found.Add(new DetectedSpan("plant", 3, 6, 0.8));
    }
}
