using FsCheck;
using FsCheck.Fluent;
using Saker.Data;
using Saker.Learning.Preparation.Expressions;
using Saker.Testing;

namespace Saker.Learning.Tests.Preparation.Expressions;

/// <summary>The graph of a random expression gives what an interpreter gives that shares nothing with it.</summary>
public sealed class ExpressionPropertyTests
{
    private const int ExpressionsPerGraph = 20;
    private const int Depth = 4;

    [Fact]
    public void Numbers_agree_to_the_last_bit() =>
        Hold(SampleGenerator.Numbers(Depth), (sample, row, actual) => actual.Equals(sample.EvaluateNumber(row)) || actual == sample.EvaluateNumber(row));

    [Fact]
    public void Truths_agree() =>
        Hold(SampleGenerator.Truths(Depth), (sample, row, actual) => actual.Equals(sample.EvaluateTruth(row) switch { true => 1.0, false => 0.0, null => double.NaN }));

    [Fact]
    public void Powers_logarithms_and_exponentials_agree_to_rounding() =>
        Hold(SampleGenerator.Inexact(2), (sample, row, actual) => IsNear(sample.EvaluateNumber(row), actual));

    [Fact]
    public void Texts_agree()
    {
        var samples = Gen.ArrayOf(SampleGenerator.Texts(Depth), ExpressionsPerGraph);
        Prop.ForAll(samples.Zip(SampleGenerator.Rows).ToArbitrary(), pair =>
        {
            var outputs = ExpressionRunner.Run([.. pair.Item1.Select(sample => Expression.Parse(sample.Render()))], ToTable(pair.Item2));
            for (var e = 0; e < outputs.Count; e++)
                Assert.Equal(pair.Item2.Select(pair.Item1[e].EvaluateText), outputs[e].Span<string>().ToArray());
        }).Hold(60);
    }

    private static void Hold(Gen<SampleExpression> expressions, Func<SampleExpression, SampleRow, double, bool> agrees)
    {
        // An expression that names no column is refused, rightly.
        var samples = Gen.ArrayOf(expressions.Where(sample => Expression.Parse(sample.Render()).Columns.Count > 0), ExpressionsPerGraph);
        Prop.ForAll(samples.Zip(SampleGenerator.Rows).ToArbitrary(), pair =>
        {
            var (chosen, rows) = pair;
            var outputs = ExpressionRunner.Run([.. chosen.Select(sample => Expression.Parse(sample.Render()))], ToTable(rows));
            for (var e = 0; e < chosen.Length; e++)
            {
                var actual = outputs[e].Span<double>();
                for (var row = 0; row < rows.Length; row++)
                {
                    if (!agrees(chosen[e], rows[row], actual[row]))
                        Assert.Fail($"{chosen[e].Render()} at {string.Join(", ", rows[row].Numbers)} {string.Join(", ", rows[row].Texts)} gave {actual[row]:R}.");
                }
            }
        }).Hold(60);
    }

    private static bool IsNear(double expected, double actual) =>
        double.IsNaN(expected) || double.IsNaN(actual)
            ? double.IsNaN(expected) == double.IsNaN(actual) || Math.Abs(double.IsNaN(expected) ? actual : expected) > 1e307
            : Math.Abs(expected - actual) <= 1e-12 * Math.Abs(expected) + 1e-300;

    private static Table ToTable(SampleRow[] rows) => new(
    [
        .. rows[0].Numbers.Keys.Select(name => Column.OfNumbers(name, [.. rows.Select(row => row.Numbers[name])])),
        .. rows[0].Texts.Keys.Select(name => Column.OfText(name, [.. rows.Select(row => row.Texts[name] is { Length: > 0 } text ? text : null)])),
    ]);
}
