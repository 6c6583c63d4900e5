using Saker.Data;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Tests.Scores.Segments;

public sealed class SegmentRequestTests
{
    private static readonly Table s_rows = new(
    [
        Column.OfText("plan", ["basic", "basic", "it's", null, "basic", "it's"]),
        Column.OfNumbers("monthly charge", [10, 20, 30, 40, 50, double.NaN]),
        Column.Of<bool>("is_new", new[] { true, false, true, false, true, false }),
        Column.Of<DateOnly>("since", Enumerable.Repeat(new DateOnly(2024, 1, 1), 6).ToArray()),
    ]);

    [Fact]
    public void A_text_column_gives_a_segment_for_each_value_and_one_for_missing() =>
        Assert.Equal([("plan == 'basic'", 3), ("plan == 'it''s'", 2), ("is_missing(plan)", 1)], Sizes(SegmentRequest.By("plan")));

    [Fact]
    public void A_number_column_gives_bins() =>
        Assert.Equal(
            [("`monthly charge` < 20", 1), ("`monthly charge` >= 20 and `monthly charge` < 30", 1), ("`monthly charge` >= 30 and `monthly charge` < 40", 1), ("`monthly charge` >= 40", 2), ("is_missing(`monthly charge`)", 1)],
            Sizes(SegmentRequest.By("monthly charge")));

    [Fact]
    public void A_boolean_column_gives_its_two_values() => Assert.Equal([("is_new == 0", 3), ("is_new == 1", 3)], Sizes(SegmentRequest.By("is_new")));

    [Fact]
    public void Every_segment_of_a_column_holds_the_rows_of_its_condition()
    {
        foreach (var column in new[] { "plan", "monthly charge", "is_new" })
            foreach (var (_, where, rows) in SegmentRequest.By(column).Resolve(s_rows, TestContext.Current.CancellationToken))
                Assert.Equal(rows, SegmentCondition.Rows(where, s_rows, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_condition_holds_where_it_is_true_and_not_where_it_is_missing() =>
        Assert.Equal([2, 4], SegmentCondition.Rows("`monthly charge` > 15 and is_new == 1", s_rows, TestContext.Current.CancellationToken));

    [Fact]
    public void A_column_that_is_not_there_is_reported_with_the_nearest() =>
        Assert.Contains("'plan'", Assert.Single(SegmentRequest.By("plna").Check(s_rows.Schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void Conditions_that_do_not_fit_are_reported()
    {
        Assert.NotEmpty(SegmentRequest.Of("old", "agee > 3").Check(s_rows.Schema));
        Assert.Contains("no condition", Assert.Single(SegmentRequest.Of("old", "is_new + 1").Check(s_rows.Schema)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(SegmentRequest.Of("old", "since > 3").Check(s_rows.Schema));
        Assert.Empty(SegmentRequest.Of("old", "plan != 'basic'").Check(s_rows.Schema));
    }

    [Fact]
    public void Requests_are_read_from_settings_and_all_problems_are_reported()
    {
        var problems = new List<Problem>();
        Dictionary<string, object?> Named(string where) => new() { ["name"] = "young", ["where"] = where };
        var read = SegmentRequest.Read(new Settings(new Dictionary<string, object?> { ["segments"] = new List<object?> { "plan", Named("age < 30") } }, "evaluate", problems), "segments");
        Assert.Empty(problems);
        Assert.Equal([SegmentRequest.By("plan"), SegmentRequest.Of("young", "age < 30")], read);

        SegmentRequest.Read(new Settings(new Dictionary<string, object?> { ["segments"] = new List<object?> { "plan", "plan", Named("age <"), 3L, new Dictionary<string, object?> { ["nam"] = "x" } } }, "evaluate", problems), "segments");
        Assert.Equal(
            ["evaluate.segments[2].where", "evaluate.segments[3]", "evaluate.segments[4].name", "evaluate.segments[4].where", "evaluate.segments[4].nam", "evaluate.segments"],
            problems.Select(problem => problem.Field).Distinct());
    }

    private static IEnumerable<(string, int)> Sizes(SegmentRequest request) => request.Resolve(s_rows, TestContext.Current.CancellationToken).Select(segment => (segment.Where, segment.Rows.Length));
}
