using Saker.Data;

namespace Saker.Benchmarks.Watching;

/// <summary>Rows of real numbers, whole ones, few texts and ever new ones.</summary>
internal sealed class WideRows(int seed)
{
    public const int ColumnCount = 30;

    private static readonly string[] s_categories = [.. Enumerable.Range(0, 40).Select(i => $"category {i}")];

    private readonly Random _random = new(seed);
    private long _next;

    public Table Next(int rows) => new(Enumerable.Range(0, ColumnCount).Select(column => Make($"c{column}", column, rows)));

    public Table NextAnswers(int rows) => new([Make("label", 20, rows), Make("probability", 0, rows)]);

    private Column Make(string name, int column, int rows) => column switch
    {
        < 15 => Column.OfNumbers(name, Numbers(rows, () => _random.NextDouble() < 0.02 ? double.NaN : Math.Exp(6 * _random.NextDouble()))),
        < 20 => Column.OfNumbers(name, Numbers(rows, () => _random.Next(0, 1 << column))),
        < 28 => Column.OfText(name, [.. Enumerable.Range(0, rows).Select(_ => s_categories[_random.Next(s_categories.Length)])]),
        _ => Column.OfText(name, [.. Enumerable.Range(0, rows).Select(_ => $"customer {_next++}")]),
    };

    private static double[] Numbers(int rows, Func<double> next)
    {
        var numbers = new double[rows];
        for (var i = 0; i < rows; i++)
            numbers[i] = next();
        return numbers;
    }
}
