using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Tests.Scores;

public sealed class LabelledRowsTests
{
    private static readonly Table s_rows = new(
    [
        Column.OfText("answer", ["Yes", "No", "Yes"]),
        Column.Of<bool>("flag", new[] { true, false, true }),
        Column.OfNumbers("age", [20.5, double.NaN, 40]),
    ]);

    [Fact]
    public void The_positive_label_becomes_1()
    {
        var labelled = LabelledRows.Read(s_rows, "answer", new ClassLabels("No", "Yes"));
        Assert.Equal([1f, 0f, 1f], labelled.Target);
        Assert.Equal((3, 2), (labelled.RowCount, labelled.PositiveCount));
    }

    [Fact]
    public void The_other_label_is_found_in_the_column() =>
        Assert.Equal(new ClassLabels("false", "true"), LabelledRows.Read(s_rows, "flag", "true").Labels);

    [Fact]
    public void Missing_and_unknown_answers_are_all_reported_with_their_rows()
    {
        var rows = new Table([Column.OfText("answer", ["Yes", null, "Perhaps"])]);
        var error = Assert.Throws<SakerException>(() => LabelledRows.Read(rows, "answer", new ClassLabels("No", "Yes")));
        Assert.Equal([2L, 3L], error.Problems.Select(problem => problem.Row!.Value));
        Assert.Contains("'Perhaps'", error.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_wrong_answers_are_counted_and_the_first_are_told()
    {
        var rows = new Table([Column.OfText("answer", [.. Enumerable.Repeat("Perhaps", 1_000)])]);
        var error = Assert.Throws<SakerException>(() => LabelledRows.Read(rows, "answer", new ClassLabels("No", "Yes")));
        Assert.Equal(20, error.Problems.Count);
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_exactly_two_values_is_refused_with_those_it_has()
    {
        Assert.Contains("'20.5'", Assert.Throws<SakerException>(() => LabelledRows.Read(new Table([Column.OfNumbers("age", [20.5, 30, 40])]), "age", "40")).Message, StringComparison.Ordinal);
        Assert.Throws<SakerException>(() => LabelledRows.Read(s_rows, "answer", "yes"));
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_beside_those_that_are()
    {
        var error = Assert.Throws<SakerException>(() => LabelledRows.Read(s_rows, "churn", "Yes"));
        Assert.Equal("churn", error.Field);
        Assert.Contains("answer, flag, age", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_are_refused() =>
        Assert.Throws<SakerException>(() => LabelledRows.Read(new Table([Column.OfText("answer", [])]), "answer", new ClassLabels("No", "Yes")));

    [Fact]
    public void Rows_are_taken_with_their_answers()
    {
        var taken = LabelledRows.Read(s_rows, "answer", "Yes").Take([1, 0]);
        Assert.Equal([0f, 1f], taken.Target);
        Assert.Equal((string?[])[null, "20.5"], taken.TextsOf("age").AsEnumerable());
        Assert.Equal((string?[])["false", "true"], taken.TextsOf("flag").AsEnumerable());
    }
}
