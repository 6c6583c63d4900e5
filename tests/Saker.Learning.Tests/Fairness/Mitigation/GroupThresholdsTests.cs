using Saker.Data;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Fairness.Mitigation;

public sealed class GroupThresholdsTests
{
    private static readonly Table People = new(
    [
        Column.OfText("sex", ["m", "f", null, "f", "x", "m", "f", "m"]),
        Column.OfNumbers("age", [20, 25, 25.5, double.NaN, 60, 45, 44, 10]),
        Column.OfNumbers("children", [0, 1, 2, 0, 1, double.NaN, 7, 0]),
        Column.Of<bool>("member", new[] { true, false, true, false, true, false, true, false }),
    ]);

    public static TheoryData<string> Attributes => ["sex", "children", "member", "age>25", "sex*age>25", "sex*children*member"];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void The_graph_finds_the_threshold_of_every_row_as_code_does(string text)
    {
        var attribute = ProtectedAttribute.Parse(text);
        Agree(attribute, People, People);
        // Groups that training has not seen have the common threshold.
        Agree(attribute, People.Take([0, 1, 3]), People);
    }

    [Fact]
    public void Intervals_between_edges_are_found_too() =>
        Agree(new ProtectedAttribute { Columns = [new ProtectedColumn { Column = "age", Edges = [25, 45] }] }, People, People);

    [Fact]
    public void Single_precision_numbers_are_groups_as_they_are()
    {
        var rows = new Table([Column.Of<float>("rate", new[] { 0.1f, 0.25f, 0.7f, 0.1f })]);
        Agree(ProtectedAttribute.Of("rate"), rows, rows);
    }

    [Fact]
    public void The_choice_evens_the_rates_and_keeps_as_many_right_as_it_can()
    {
        // Group b has the same people, all thought less of by 0.2: thresholds 0.2 apart say the same of both.
        float[] probability = [.. Enumerable.Range(0, 100).Select(i => i / 200f + 0.4f), .. Enumerable.Range(0, 100).Select(i => i / 200f + 0.2f)];
        float[] target = [.. Enumerable.Range(0, 200).Select(i => i % 100 >= 50 ? 1f : 0f)];
        var rows = new Table([Column.OfText("group", [.. Enumerable.Range(0, 200).Select(i => i < 100 ? "a" : "b")])]);
        foreach (var constraint in Enum.GetValues<FairnessConstraint>())
        {
            var plan = new MitigationPlan { Method = MitigationMethod.Thresholds, Attribute = ProtectedAttribute.Of("group"), Constraint = constraint, Slack = 0.02 };

            var chosen = GroupThresholdSearch.Choose(plan, rows, target, probability, 0.5, isTurned: false);

            Assert.Equal(0.2, chosen.Thresholds["a"] - chosen.Thresholds["b"], 0.011);
            Assert.Equal(target, chosen.Apply(ProtectedGroups.Of(rows, plan.Attribute), probability));
        }
    }

    [Fact]
    public void A_small_group_keeps_the_common_threshold()
    {
        var rows = new Table([Column.OfText("group", [.. Enumerable.Range(0, 110).Select(i => i < 100 ? "a" : "b")])]);
        float[] probability = [.. Enumerable.Range(0, 110).Select(i => i % 10 / 10f)];
        float[] target = [.. probability.Select(value => value > 0.4f ? 1f : 0f)];
        var plan = new MitigationPlan { Method = MitigationMethod.Thresholds, Attribute = ProtectedAttribute.Of("group") };
        Assert.Equal(["a"], GroupThresholdSearch.Choose(plan, rows, target, probability, 0.5, isTurned: false).Thresholds.Keys);
    }

    private static void Agree(ProtectedAttribute attribute, Table seen, Table asked)
    {
        var groups = ProtectedGroups.Of(asked, attribute);
        var known = ProtectedGroups.Of(seen, attribute).Names;
        var thresholds = new GroupThresholds
        {
            Attribute = attribute,
            Thresholds = known.Select((name, index) => KeyValuePair.Create(name, 0.125 * (index + 1))).ToDictionary(),
            Common = 0.0625,
            Values = GroupThresholds.ValuesOf(seen, attribute),
            Inputs = [.. attribute.Columns.Select(column => asked.Get(column.Column).Schema)],
        };
        var graph = new GraphBuilder("thresholds");
        var columns = thresholds.Inputs;
        graph.Output("threshold", thresholds.Emit(graph, ModelInputs.Declare(graph, columns)), -1, 1);
        using var session = new OnnxSession(graph.Build().ToBytes());
        var found = session.Run(ModelInputs.Feed(asked, columns))[0].Span<double>().ToArray();
        Assert.Equal(groups.Rows.ToArray().Select(row => thresholds.Thresholds.GetValueOrDefault(groups.Names[row], 0.0625)), found);
        Assert.Equal([.. found.Select(limit => 0.3f >= limit ? 1f : 0f)], thresholds.Apply(groups, Enumerable.Repeat(0.3f, asked.RowCount).ToArray()));
    }
}
