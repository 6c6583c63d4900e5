namespace Saker.Data.Tests.Checks;

/// <summary>What a check must find, found out row by row.</summary>
/// <param name="Considered">Rows or values it is about; null when it is about the table.</param>
/// <param name="Rows">Rows that break it; of a check about the table, one zero when it breaks.</param>
internal sealed record NaiveOutcome(int? Considered, IReadOnlyList<int> Rows)
{
    public static NaiveOutcome Table(bool holds) => new(null, holds ? [] : [0]);

    /// <param name="rows">The rows.</param>
    /// <param name="holds">Whether a row is right; null when it is left out.</param>
    public static NaiveOutcome Each(IEnumerable<NaiveRow> rows, Func<NaiveRow, bool?> holds)
    {
        var judged = rows.Select(row => (row.Number, Holds: holds(row))).Where(row => row.Holds is not null).ToArray();
        return new NaiveOutcome(judged.Length, [.. judged.Where(row => row.Holds == false).Select(row => row.Number)]);
    }

    /// <summary>Compares each value with the one before it.</summary>
    public static NaiveOutcome Successive<T>(IEnumerable<NaiveRow> rows, Func<NaiveRow, T?> value, Func<T, T, bool> holds)
        where T : struct
    {
        var present = rows.Where(row => value(row) is not null).ToArray();
        return new NaiveOutcome(present.Length, [.. present.Zip(present.Skip(1)).Where(pair => !holds(value(pair.First)!.Value, value(pair.Second)!.Value)).Select(pair => pair.Second.Number)]);
    }

    /// <summary>Compares each row with the first of the same key.</summary>
    public static NaiveOutcome Keyed(IEnumerable<NaiveRow> rows, Func<NaiveRow, object?[]> key, Func<NaiveRow, NaiveRow, bool> holds)
    {
        var complete = rows.Where(row => key(row).All(part => part is not null)).ToArray();
        var groups = complete.GroupBy(row => string.Join('\0', key(row)));
        return new NaiveOutcome(complete.Length, [.. groups.SelectMany(group => group.Skip(1).Where(row => !holds(group.First(), row))).Select(row => row.Number).Order()]);
    }
}
