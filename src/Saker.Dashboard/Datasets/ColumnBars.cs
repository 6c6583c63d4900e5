using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Dashboard.Datasets;

/// <summary>A column's distribution as bars: equal parts of its range for numbers and times, the most frequent texts for texts.</summary>
internal sealed record ColumnBars
{
    public const int Width = 240;
    public const int Height = 48;

    private const int NumberBars = 24;
    private const int TextBars = 12;

    /// <summary>Where each bar stands and how high it is, in the units of the drawing.</summary>
    public required IReadOnlyList<ColumnBar> Bars { get; init; }

    /// <summary>What the bars tell, for those who do not see them.</summary>
    public required string Label { get; init; }

    /// <summary>Null when the column has no value that could be drawn.</summary>
    public static ColumnBars? Of(ColumnProfile column)
    {
        if (column.Texts is { Top.Count: > 0 } texts)
            return OfTexts([.. texts.Top.Take(TextBars)]);
        return column.Numbers is { Count: > 0 } numbers ? OfNumbers(numbers, column.Type) : null;
    }

    private static ColumnBars OfNumbers(NumberProfile numbers, ColumnType type)
    {
        var (least, most) = (numbers.Min, numbers.Max);
        var count = most > least ? NumberBars : 1;
        var shares = new double[count];
        var before = 0.0;
        for (var i = 0; i < count; i++)
        {
            var upTo = i == count - 1 ? 1 : numbers.ShareUpTo(least + ((most - least) * (i + 1) / count));
            (shares[i], before) = (Math.Max(upTo - before, 0), upTo);
        }
        return new ColumnBars { Bars = Draw(shares, i => $"{CellText.Of(least + ((most - least) * i / count), type)} to {CellText.Of(least + ((most - least) * (i + 1) / count), type)}"), Label = $"Values from {CellText.Of(least, type)} to {CellText.Of(most, type)}" };
    }

    private static ColumnBars OfTexts(TextCount[] top)
    {
        var most = (double)top.Max(text => text.Count);
        return new ColumnBars { Bars = Draw([.. top.Select(text => text.Count / most)], i => $"{Format.Beginning(top[i].Text)}: {Format.Count(top[i].Count)}"), Label = $"The most frequent texts, the first is {Format.Beginning(top[0].Text)}" };
    }

    private static List<ColumnBar> Draw(double[] shares, Func<int, string> title)
    {
        var step = (double)Width / shares.Length;
        var highest = shares.Max();
        List<ColumnBar> bars = [];
        for (var i = 0; i < shares.Length; i++)
        {
            var height = highest > 0 ? Height * shares[i] / highest : 0;
            bars.Add(new ColumnBar(Text(step * i), Text(Height - height), Text(step * 0.88), Text(height), title(i)));
        }
        return bars;
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
