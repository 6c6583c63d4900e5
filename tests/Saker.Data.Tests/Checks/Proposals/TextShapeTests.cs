using System.Text.RegularExpressions;
using Saker.Data.Checks.Proposals;

namespace Saker.Data.Tests.Checks.Proposals;

public sealed class TextShapeTests
{
    [Theory]
    [InlineData("7590-VHVEG", 0, @"[0-9]{4}-\p{Lu}{5}")]
    [InlineData("a.b@c", 0, @"[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]\.[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]@[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]")]
    [InlineData("Ab 12", 1, @"\p{L}{2} [0-9]{2}")]
    [InlineData("x1y2", 2, "[\\p{L}0-9]{4}")]
    public void A_pattern_says_how_a_text_is_built(string text, int coarseness, string pattern) =>
        Assert.Equal(pattern, TextShape.Of(text, coarseness, 24)!.Pattern(fewest: 1));

    [Fact]
    public void Runs_of_different_length_may_have_any()
    {
        var shape = TextShape.Of("AB-1", 0, 24)!;
        shape.Add(TextShape.Of("CD-234", 0, 24)!);

        Assert.Equal(@"\p{Lu}{2}-[0-9]+", shape.Pattern(fewest: 1));
        Assert.Equal(2, shape.Count);
    }

    [Fact]
    public void Few_texts_tell_nothing_of_lengths() => Assert.Equal(@"\p{Lu}+-[0-9]+", TextShape.Of("AB-12", 0, 24)!.Pattern(fewest: 2));

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("😀")]
    [InlineData("a b c d e")]
    public void Some_texts_have_no_shape(string text) => Assert.Null(TextShape.Of(text, 0, maxRuns: 8));

    [Theory]
    [InlineData("(a) [b] {c} x^y|z $1 *?+")]
    [InlineData("Straße 12, 8. OG")]
    public void A_pattern_matches_what_it_was_made_of(string text)
    {
        for (var coarseness = 0; coarseness < 3; coarseness++)
            Assert.Matches(new Regex($"^(?:{TextShape.Of(text, coarseness, 100)!.Pattern(1)})$", RegexOptions.NonBacktracking), text);
    }
}
