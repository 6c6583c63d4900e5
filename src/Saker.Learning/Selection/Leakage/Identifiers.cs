using System.Text.RegularExpressions;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Leakage;

/// <summary>Tells columns that number or name the rows: different in every row, and a code by their form, their order or their name.</summary>
internal static partial class Identifiers
{
    private const int MinRowCount = 20;

    // Of the rows, so many must be different: a few may stand there twice.
    private const double MinDistinctShare = 0.995;

    private const int MaxCodeLength = 64;

    public static bool IsIdentifier(Column column)
    {
        if (column.Length - column.NullCount < MinRowCount || column.NullCount > (1 - MinDistinctShare) * column.Length)
            return false;
        return column switch
        {
            Column<string> => IsCode(ColumnTexts.Of(column)),
            Column<int> or Column<long> or Column<double> => IsNumbering(column.Name, column.ToFloat64()),
            _ => false,
        };
    }

    private static bool IsCode(string?[] texts)
    {
        var distinct = texts.ToHashSet(StringComparer.Ordinal).Count;
        return distinct >= MinDistinctShare * texts.Length && texts.All(text => text is null || (text.Length <= MaxCodeLength && !text.Contains(' ', StringComparison.Ordinal)));
    }

    private static bool IsNumbering(string name, double[] numbers)
    {
        double[] known = [.. numbers.Where(number => !double.IsNaN(number))];
        if (known.Any(number => number != Math.Floor(number) || double.IsInfinity(number)))
            return false;
        double[] sorted = [.. known];
        Array.Sort(sorted);
        var distinct = 1 + Enumerable.Range(1, sorted.Length - 1).Count(i => sorted[i] != sorted[i - 1]);
        if (distinct < MinDistinctShare * known.Length)
            return false;
        var isDense = sorted[^1] - sorted[0] < 1.1 * known.Length;
        var isOrdered = Enumerable.Range(1, known.Length - 1).All(i => known[i] > known[i - 1]);
        return isDense || isOrdered || IdentifierName().IsMatch(name);
    }

    // id, ID, customerId, order_no, row number, uuid, index ... as a word of the name.
    [GeneratedRegex(@"(^|[^A-Za-z])(id|uid|uuid|guid|udi|key|no|nr|num|number|index|idx|row|code|instant)([^A-Za-z]|$)|[a-z](Id|ID|Key|No|Nr|Number|Index)$", RegexOptions.CultureInvariant)]
    private static partial Regex IdentifierName();
}
