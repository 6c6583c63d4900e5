using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Tests.Search;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("size", "Invalid filter at position 5: expected a comparator after attribute 'size', found the end. Use =, !=, >, >=, <, <=, IN or NOT IN.")]
    [InlineData("size >", "Invalid filter at position 7: expected a numeric value for attribute 'size', without quotes; found the end.")]
    [InlineData("size > 'x'", "Invalid filter at position 8: expected a numeric value for attribute 'size', without quotes; found 'x'.")]
    [InlineData("size > NaN", "Invalid filter at position 8: expected a numeric value for attribute 'size', without quotes; found 'NaN'.")]
    [InlineData("size LIKE '1%'", "Invalid filter at position 6: attribute 'size' cannot be compared with LIKE. Use =, !=, >, >=, <, <=, IN or NOT IN.")]
    [InlineData("tags.a > 'x'", "Invalid filter at position 8: tag 'a' cannot be compared with >. Use =, !=, LIKE, ILIKE, IN, NOT IN, NOT LIKE or NOT ILIKE.")]
    [InlineData("tags.a = x", "Invalid filter at position 10: expected a quoted string value for tag 'a', such as 'my-value'; found 'x'.")]
    [InlineData("name = 'x", "Invalid filter at position 8: the quote ' is not closed.")]
    [InlineData("name = 'x' size > 1", "Invalid filter at position 12: expected AND, OR or the end, found 'size'.")]
    [InlineData("(name = 'x'", "Invalid filter at position 12: expected AND, OR or ), found the end.")]
    [InlineData("name = 'x')", "Invalid filter at position 11: expected AND, OR or the end, found ')'.")]
    [InlineData("name IN ()", "Invalid filter at position 10: expected a quoted string value for attribute 'name', such as 'my-value'; found ')'.")]
    [InlineData("name IN 'x'", "Invalid filter at position 9: expected a list such as ('a', 'b'), found 'x'.")]
    [InlineData("part.colour = 'x'", "Invalid filter at position 1: a part has no 'colour'. It has: name.")]
    [InlineData("name = 'x'; DROP TABLE things", "Invalid filter at position 11: ';' has no meaning here. Put names with such characters in double quotes or backticks, texts in single quotes.")]
    public void What_is_wrong_is_told_with_its_place(string filter, string message) => Assert.Equal(message, Refused(filter));

    [Theory]
    [InlineData("colour = 'x'", "things have no attribute 'colour'. The attributes are id, name, note, size; besides them: tags.KEY, metrics.KEY, part.name.")]
    [InlineData("params.a = 'x'", "'params' is nothing that things have. The attributes are")]
    [InlineData("tags. = 'x'", "a key has 1 to 250 characters; this one has 0.")]
    [InlineData("AND", "things have no attribute 'AND'.")]
    [InlineData("= 1", "expected the name of a field, found '='.")]
    [InlineData("size = 1 AND", "expected the name of a field, found the end.")]
    [InlineData("name\"x\" = 'a'", "a quote cannot follow a name without a dot")]
    public void Unknown_names_are_told_with_those_there_are(string filter, string part) => Assert.Contains(part, Refused(filter));

    [Fact]
    public void Limits_hold_before_anything_runs()
    {
        Assert.Contains("at most 100000", Refused(new string(' ', 100_000) + "size > 1"));
        Assert.Contains("more than 100 comparisons", Refused(string.Join(" OR ", Enumerable.Repeat("size > 1", 101))));
        Assert.Contains("more than 32 deep", Refused(new string('(', 33) + "size > 1" + new string(')', 33)));
        Assert.Contains("more than 32 deep", Refused(new string('(', 90_000)));
        Assert.Contains("more than 32 deep", Refused(string.Concat(Enumerable.Repeat("NOT ", 20_000)) + "size > 1"));
        Assert.Contains("more than 2000 values", Refused($"size IN ({string.Join(",", Enumerable.Repeat("1", 2_001))})"));
        Assert.Contains("at most 1000 characters", Refused($"name LIKE '{new string('%', 1_001)}'"));
        Assert.Contains("this one has 251", Refused($"tags.{new string('k', 251)} = 'x'"));
        Assert.Contains("U+0000", Refused("name = 'a\0b'"));
        Assert.Contains("not valid Unicode", Refused("name = 'a\ud800b'"));
    }

    [Fact]
    public void No_random_text_fails_in_another_way()
    {
        var random = new Random(1);
        string[] words = ["name", "size", "tags.", "metrics.a", "'", "\"", "`", "(", ")", ",", "=", "!", "<", "AND", "or", "NOT", "IN", "LIKE", " ", "1", "e9", "'x'", "\u202e", "😀", ";", "--", "\\", "\0"];
        for (var i = 0; i < 20_000; i++)
        {
            var filter = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                FilterParser.Parse(Things.Target, filter);
            }
            catch (SakerException exception)
            {
                Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
            }
        }
    }

    [Fact]
    public void Not_becomes_the_opposites_of_what_is_below()
    {
        var all = Assert.IsType<FilterAll>(FilterParser.Parse(Things.Target, "NOT (size > 1 OR NOT tags.a LIKE 'x')"));
        Assert.Equal([FilterComparator.LessOrEqual, FilterComparator.Like], all.Parts.Cast<FilterComparison>().Select(part => part.Comparator));
    }

    [Fact]
    public void And_binds_more_tightly_than_or()
    {
        var any = Assert.IsType<FilterAny>(FilterParser.Parse(Things.Target, "size = 1 OR size = 2 AND size = 3"));
        Assert.Equal([typeof(FilterComparison), typeof(FilterAll)], any.Parts.Select(part => part.GetType()));
    }

    [Theory]
    [InlineData("part.name", "things cannot be ordered by part.name")]
    [InlineData("name UP", "expected ASC, DESC or the end, found 'UP'")]
    [InlineData("name DESC DESC", "expected ASC, DESC or the end, found 'DESC'")]
    [InlineData("", "expected the name of a field, found the end")]
    [InlineData("name,", "expected the name of a field, found the end")]
    [InlineData("(SELECT 1)", "expected the name of a field, found '('")]
    public void Orders_that_are_none_are_refused(string order, string message) =>
        Assert.Contains(message, Refused(() => OrderParser.Parse(Things.Target, [order])));

    private static string Refused(string filter) => Refused(() => FilterParser.Parse(Things.Target, filter));

    private static string Refused(Func<object?> parse)
    {
        var failure = Assert.Throws<SakerException>(parse);
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        return failure.Message;
    }
}
