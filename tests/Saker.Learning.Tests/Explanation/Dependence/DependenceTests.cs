using Saker.Data;
using Saker.Learning.Explanation.Dependence;
using Saker.Learning.Explanation.Sampling;

namespace Saker.Learning.Tests.Explanation.Dependence;

public sealed class DependenceTests
{
    private static readonly DependenceOptions s_options = new() { MaxPoints = 11, MaxRows = 400, MaxCurves = 3 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ModelScore Model(Func<Func<string, double>, Func<string, string>, double> formula) => new(new FormulaModel(FormulaModel.Inputs, formula));

    [Fact]
    public async Task Partial_dependence_is_the_average_with_the_column_held()
    {
        var rows = FormulaModel.Rows(400);
        var curve = await PartialDependence.OfAsync(Model((number, _) => (0.5 * number("a") * number("a")) + (0.3 * number("b"))), rows, "a", s_options, Token);
        var b = rows.Get("b").ToFloat64().Average();
        Assert.Equal(11, curve.Points.Count);
        foreach (var point in curve.Points)
        {
            Assert.Equal((0.5 * point.Number!.Value * point.Number.Value) + (0.3 * b), point.Mean, 1e-6);
            Assert.True(point.Interval.Contains(point.Mean));
        }
        Assert.Equal("probability", curve.Unit);
    }

    [Fact]
    public async Task Single_rows_have_curves_of_their_own()
    {
        var rows = FormulaModel.Rows(50);
        var curve = await PartialDependence.OfAsync(Model((number, _) => number("a") * number("b")), rows, "a", s_options, Token);
        var b = rows.Get("b").ToFloat64();
        Assert.Equal(3, curve.Rows.Count);
        for (var row = 0; row < 3; row++)
            for (var point = 0; point < curve.Points.Count; point++)
                Assert.Equal(curve.Points[point].Number!.Value * b[row], curve.Rows[row][point], 1e-6);
    }

    [Fact]
    public async Task Categories_are_points_too()
    {
        var curve = await PartialDependence.OfAsync(Model((_, text) => text("colour") == "red" ? 0.9 : 0.2), FormulaModel.Rows(200), "colour", s_options, Token);
        Assert.Equal(0.9, curve.Points.Single(point => point.Value == "red").Mean, 1e-6);
        Assert.Equal(3, curve.Points.Count);
    }

    [Fact]
    public async Task Accumulated_effects_are_right_where_columns_go_together_and_partial_dependence_is_not()
    {
        // c is nearly a: no row has a far from c, where the formula does something else.
        var model = Model((number, _) => Math.Abs(number("a") - number("c")) > 0.3 ? 5 : number("a"));
        var rows = FormulaModel.Rows(400);
        var effects = await AccumulatedEffects.OfAsync(model, rows, "a", s_options, Token);
        var partial = await PartialDependence.OfAsync(model, rows, "a", s_options, Token);
        for (var i = 1; i < effects.Points.Count; i++)
            Assert.Equal(effects.Points[i].Number!.Value - effects.Points[i - 1].Number!.Value, effects.Points[i].Mean - effects.Points[i - 1].Mean, 1e-5);
        Assert.True(partial.Points.Max(point => point.Mean) > 1.5);
        Assert.Equal(0, effects.Points.Average(point => point.Mean), 0.1);
    }

    [Fact]
    public async Task Accumulated_effects_of_categories_tell_their_differences()
    {
        var curve = await AccumulatedEffects.OfAsync(Model((number, text) => (0.3 * number("a")) + text("colour") switch { "red" => 0.5, "green" => 0.2, _ => 0.1 }), FormulaModel.Rows(300), "colour", s_options, Token);
        double Mean(string colour) => curve.Points.Single(point => point.Value == colour).Mean;
        Assert.Equal(0.3, Mean("red") - Mean("green"), 1e-5);
        Assert.Equal(0.1, Mean("green") - Mean("blue"), 1e-5);
        Assert.Equal(0, curve.Points.Sum(point => point.Mean * point.RowCount), 1e-6);
    }

    [Fact]
    public async Task An_unknown_column_is_named_with_those_there_are()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => PartialDependence.OfAsync(Model((_, _) => 0), FormulaModel.Rows(5), "d", s_options, Token));
        Assert.Contains("a, b, c, colour", error.Message, StringComparison.Ordinal);
    }
}
