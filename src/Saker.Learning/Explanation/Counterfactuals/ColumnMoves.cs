using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>What a column of one row may become, and what that costs.</summary>
internal sealed class ColumnMoves
{
    private readonly double _range;
    private readonly ColumnRule? _rule;

    private ColumnMoves(string name, bool isNumber, bool isWhole, object? from, ColumnRule? rule, double range, IReadOnlyList<object?> values) =>
        (Name, IsNumber, IsWhole, From, _rule, _range, Values) = (name, isNumber, isWhole, from, rule, range, values);

    public string Name { get; }

    public bool IsNumber { get; }

    public bool IsWhole { get; }

    /// <summary>What the row has: a number (float64) or a text; null where missing.</summary>
    public object? From { get; }

    /// <summary>What is tried, without what the row has.</summary>
    public IReadOnlyList<object?> Values { get; }

    public double Cost(object? to) => Equals(From, to) ? 0 : IsNumber && From is double from && to is double number && _range > 0 ? Math.Abs(number - from) / _range : 1;

    /// <summary>Whether a number lies within the rule.</summary>
    public bool Allows(double number) => _rule is null || (!_rule.IsFixed && number >= (_rule.Min ?? double.MinValue) && number <= (_rule.Max ?? double.MaxValue)
        && (_rule.Direction == 0 || From is not double from || Math.Sign(number - from) == _rule.Direction));

    /// <param name="row">The column of the row.</param>
    /// <param name="reference">The column of the rows whose values may be taken on.</param>
    /// <param name="isWhole">Whether the model takes whole numbers only.</param>
    /// <param name="rule">What is allowed.</param>
    /// <param name="maxValues">The most values that are tried.</param>
    public static ColumnMoves Of(Column row, Column reference, bool isWhole, ColumnRule? rule, int maxValues)
    {
        var isNumber = row.Type.IsNumeric();
        object? from = row.IsNull(0) ? null : isNumber ? row.ToFloat64()[0] : ColumnTexts.Of(row)[0];
        if (from is double.NaN)
            from = null;
        return isNumber ? Numbers(row, reference, isWhole, rule, maxValues, from) : Texts(row, reference, rule, maxValues, from);
    }

    private static ColumnMoves Numbers(Column row, Column reference, bool isWhole, ColumnRule? rule, int maxValues, object? from)
    {
        double[] sorted = [.. reference.ToFloat64().Where(double.IsFinite).Order()];
        var range = sorted.Length == 0 ? 0 : sorted[(int)(0.95 * (sorted.Length - 1))] - sorted[(int)(0.05 * (sorted.Length - 1))];
        if (range <= 0 && sorted.Length > 0)
            range = sorted[^1] - sorted[0];
        var moves = new ColumnMoves(row.Name, isNumber: true, isWhole, from, rule, range, []);
        // Quantiles, and the ends that the rule names.
        var values = Enumerable.Range(0, sorted.Length == 0 ? 0 : maxValues).Select(i => sorted[(int)Math.Round((double)i * (sorted.Length - 1) / Math.Max(1, maxValues - 1))])
            .Concat(new[] { rule?.Min, rule?.Max }.OfType<double>()).Distinct().Where(value => !Equals(value, from) && moves.Allows(value));
        return new ColumnMoves(row.Name, isNumber: true, isWhole, from, rule, range, [.. values.Cast<object?>()]);
    }

    private static ColumnMoves Texts(Column row, Column reference, ColumnRule? rule, int maxValues, object? from)
    {
        var common = ColumnTexts.Of(reference).OfType<string>().GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key);
        var values = rule is { IsFixed: true } ? [] : rule?.Allowed ?? [.. common.Take(maxValues)];
        return new ColumnMoves(row.Name, isNumber: false, isWhole: false, from, rule, 0, [.. values.Where(text => !Equals(text, from))]);
    }
}
