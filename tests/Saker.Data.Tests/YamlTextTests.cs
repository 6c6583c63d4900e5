using System.Text;
using FsCheck.Fluent;
using Saker.Testing;

namespace Saker.Data.Tests;

public sealed class YamlTextTests
{
    private const string Marks = "[]{}:,-?&*!|>'\"%@`#\n\t ";

    [Theory]
    [InlineData("a: 1", 1L)]
    [InlineData("a: -7", -7L)]
    [InlineData("a: 1.5", 1.5)]
    [InlineData("a: 1e3", 1000.0)]
    [InlineData("a: true", true)]
    [InlineData("a: Yes", "Yes")]
    [InlineData("a: no", "no")]
    [InlineData("a: '1'", "1")]
    [InlineData("a: 12:30", "12:30")]
    [InlineData("a: 1_000", "1_000")]
    [InlineData("a: ", null)]
    [InlineData("a: ~", null)]
    [InlineData("a: ''", "")]
    public void Scalars_follow_the_core_schema(string yaml, object? expected) => Assert.Equal(expected, YamlText.Parse(yaml).Values["a"]);

    [Fact]
    public void Lines_of_nested_keys_are_known()
    {
        var yaml = YamlText.Parse("a: 1\nb:\n  - c: 2\n    d: 3\n");

        Assert.Equal(1, yaml.LineOf("a"));
        Assert.Equal(4, yaml.LineOf("b[0].d"));
        Assert.Equal(4, yaml.LineOf("b[0].d.unknown"));
        Assert.Null(yaml.LineOf("z"));
    }

    [Theory]
    [InlineData("a: &x [1]\nb: *x")]
    [InlineData("a: !!python/object x")]
    [InlineData("- 1\n- 2")]
    [InlineData("a: [1, 2")]
    [InlineData("a: [1, 2\nb: c:d\n")]
    [InlineData("a: {b: 1\nc: 2\n")]
    [InlineData("a: 1\na: 2")]
    [InlineData("")]
    [InlineData("? {a: 1}\n: 2")]
    public void What_a_pipeline_file_cannot_hold_is_refused(string yaml) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => YamlText.Parse(yaml)).Kind);

    [Fact]
    public void What_is_mistyped_is_refused_with_a_line_or_read() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var text = new StringBuilder("strategy: canary\nsteps: [1, 5, 50]\nkey: \"header:x-user\"\nguards:\n  error_rate: {tolerance: 0.01}\n  - one\n");
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, Math.Min(text.Length - at, random.Next(1, 4)));
                else
                    text.Insert(at, Marks[random.Next(Marks.Length)]);
            }
            try
            {
                YamlText.Parse(text.ToString());
            }
            catch (SakerException exception)
            {
                Assert.Matches(@"^(Line \d+, column \d+: |The file must hold)", exception.Message);
            }
        }).Hold(3_000);

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = "a: " + new string('[', 400_000) + new string(']', 400_000);

        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => YamlText.Parse(deep)).Kind);
    }

    [Fact]
    public void A_huge_file_is_refused() =>
        Assert.Equal(ErrorKind.TooLarge, Assert.Throws<SakerException>(() => YamlText.Parse("a: " + new string('x', 2 << 20))).Kind);
}
