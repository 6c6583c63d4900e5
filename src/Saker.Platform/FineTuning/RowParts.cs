using Saker.Data;

namespace Saker.Platform.FineTuning;

/// <summary>Rows in three parts that have none in common: every fifth is held out to judge on, of ten one more chooses the best epoch, the others are learned from.</summary>
internal sealed record RowParts(Table Learned, Table Watched, Table HeldOut)
{
    /// <summary>Of how many rows the last is held out.</summary>
    public const int HeldOutEvery = 5;

    private const int Round = 10;

    /// <exception cref="SakerException">There are too few rows for all three.</exception>
    public static void Require(Table rows)
    {
        if (rows.RowCount < Round)
            throw new SakerException(ErrorKind.InvalidInput, $"Of {Round} rows two are judged on and one chooses the best epoch, and there are {rows.RowCount} in all; bring {Round} or more.", "data");
    }

    /// <exception cref="SakerException">There are too few rows for all three.</exception>
    public static RowParts Of(Table rows)
    {
        Require(rows);
        return new RowParts(Take(place => place is not (3 or 4 or 9)), Take(place => place == 3), Take(place => place is 4 or 9));

        Table Take(Func<int, bool> isIn) => rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => isIn(row % Round))]);
    }
}
