using Saker.Data.Tallies;

namespace Saker.Data.Sources;

/// <summary>What some records of a CSV file tell about its columns.</summary>
/// <param name="types">The types that each column may have, as the bits of <see cref="PlainCells"/>; what cells rule out is taken away.</param>
/// <param name="tests">What is counted beside, by column.</param>
internal sealed class CsvPiece(IReadOnlyList<int> types, IReadOnlyList<ColumnTests> tests)
{
    public long Rows { get; private set; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<PlainColumn> Columns { get; } = [.. types.Zip(tests, (bits, columnTests) => new PlainColumn(bits, columnTests))];

    /// <summary>Looks at whole records. False when they are not plain: then nothing that was found means anything.</summary>
    /// <param name="cells">Finds them; may have been used for other records.</param>
    /// <param name="bytes">The records, and what may follow them.</param>
    /// <param name="length">Of the records.</param>
    public bool Read(CsvCells cells, byte[] bytes, int length)
    {
        if (!cells.Find(bytes, length))
            return false;
        Rows = cells.Rows;
        for (var column = 0; column < Columns.Count; column++)
        {
            if (!Columns[column].Read(cells.Column(column)))
                return false;
        }
        return true;
    }
}
