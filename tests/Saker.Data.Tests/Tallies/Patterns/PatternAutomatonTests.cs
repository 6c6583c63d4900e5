using System.Text;
using Saker.Data.Engine;
using Saker.Data.Tallies.Patterns;

namespace Saker.Data.Tests.Tallies.Patterns;

/// <summary>Patterns match by their tables what the engine's expressions match.</summary>
public sealed class PatternAutomatonTests : IDisposable
{
    private static readonly string[] s_atoms = ["a", "b", "é", "€", "7", "@", "[.]", "\\.", ".", "[ab]", "[^ab]", "[a-c7-9]", "[a\\-]", "[-a]", "[^\\d]", "[\\w.]", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "-", ",", " ", "\\+", "(ab|ba)", "(?:a|)", "()"];
    private static readonly string[] s_counts = ["", "", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{1,}", "*?", "+?", "??", "{2}?", "{0}"];

    private readonly SqlConnection _connection = SqlEngine.Connect();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Drawn_patterns_match_what_the_engine_says_they_match()
    {
        var random = new Random(3);
        string[] texts = [.. Enumerable.Range(0, 1_500).Select(_ => Text(random)).Distinct(StringComparer.Ordinal)];
        string[] patterns = [.. Enumerable.Range(0, 150).Select(_ => Pattern(random, 0))];
        string[] known = [.. patterns.Where(pattern => PatternAutomaton.Create(pattern) is not null)];
        Assert.InRange(known.Length, 130, 149);
        Compare(known, texts);
    }

    [Theory]
    [InlineData("c[0-9]+@(mail|post|web|box)[.]example", "c12@web.example", "c@web.example", "c1@web.example ", "c1@web,example", "xc1@web.example")]
    [InlineData("^[A-Z]{2}$", "DE", "D", "DEU", "de", "ÄÖ")]
    [InlineData("^a|b$", "a", "b", "ab", "")]
    [InlineData("[^a]", "\n", "é", "😀", "a", "bb")]
    [InlineData(".", "\n", "\r", "é", "😀", "ab")]
    [InlineData("(a*)*b", "aaab", "b", "aa", "ba")]
    [InlineData("\\d{4}-\\d{2}-\\d{2}", "2024-01-31", "2024-1-31", "٢٠٢٤-01-31")]
    [InlineData("[+--]*", "+", ",", "-", ".")]
    public void Known_patterns_match_what_the_engine_says_they_match(string pattern, params string[] texts) => Compare([pattern], texts);

    [Theory]
    [InlineData("(?i)a")]
    [InlineData("a\\b")]
    [InlineData("[[:alpha:]]")]
    [InlineData("\\pL")]
    [InlineData("[é]")]
    [InlineData("a**")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("a{2")]
    [InlineData("a{,2}")]
    [InlineData("a^b")]
    [InlineData("(^a)")]
    [InlineData("[]a]")]
    [InlineData("[z-a]")]
    [InlineData("\\")]
    [InlineData("[a")]
    [InlineData("(a{200}){200}")]
    [InlineData("(((((){200}){200}){200}){200}){200}")]
    [InlineData("(((((a{0}){200}){200}){200}){200}){200}")]
    [InlineData("((((((|){0,200}){200}){0,200}){200}){200}){1,200}")]
    [InlineData("(a|b)*a(a|b){12}")]
    public void What_the_engine_alone_understands_is_left_to_it(string pattern) => Assert.Null(PatternAutomaton.Create(pattern));

    private void Compare(string[] patterns, string[] texts)
    {
        TableLoader.Load(_connection, "texts", new Table([Column.OfText("t", texts)]), keepNaN: true, Token);
        foreach (var pattern in patterns)
        {
            var automaton = PatternAutomaton.Create(pattern);
            Assert.True(automaton is not null, pattern);
            var engine = (Column<bool>)_connection.QueryAll($"SELECT regexp_full_match(c0, {SqlText.Literal(pattern)}) FROM texts", Token).Columns[0];
            for (var i = 0; i < texts.Length; i++)
                Assert.True(engine.Values.Span[i] == automaton.Matches(Encoding.UTF8.GetBytes(texts[i])), $"'{pattern}' on '{texts[i]}'");
        }
        _connection.Execute("DROP TABLE texts", Token);
    }

    private static string Pattern(Random random, int depth)
    {
        var text = new StringBuilder();
        for (var part = random.Next(1, 5); part > 0; part--)
        {
            var atom = depth < 2 && random.Next(6) == 0 ? $"({Pattern(random, depth + 1)})" : s_atoms[random.Next(s_atoms.Length)];
            text.Append(atom).Append(s_counts[random.Next(s_counts.Length)]);
        }
        return random.Next(5) == 0 ? $"{text}|{s_atoms[random.Next(s_atoms.Length)]}" : text.ToString();
    }

    private static string Text(Random random)
    {
        string[] letters = ["a", "b", "c", "7", "@", ".", "-", ",", " ", "+", "é", "€", "😀", "\n", "_", "A", "\t"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => letters[random.Next(random.Next(3) == 0 ? letters.Length : 5)]));
    }
}
