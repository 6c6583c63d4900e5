using Saker.Data.Checks;
using Saker.Data.Tallies;

namespace Saker.Data.Sources;

/// <summary>What reading all cells once tells.</summary>
/// <param name="Schema">The columns in order, with declared and inferred types.</param>
/// <param name="RowCount">Data rows.</param>
/// <param name="MisfitCount">Cells that do not fit their declared type.</param>
/// <param name="Empty">Columns without any value, by position.</param>
internal sealed record TextInspection(Schema Schema, long RowCount, long MisfitCount, IReadOnlySet<int> Empty)
{
    /// <summary>Whether every cell is written as the engine reads it: none has to be trimmed, and only empty ones are missing.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Cells that are there, by column; null where that is not known.</summary>
    public IReadOnlyList<long>? Present { get; init; }

    /// <summary>What was counted for checks, see <see cref="CellTally"/>.</summary>
    public IReadOnlyDictionary<Check, long> Tallies { get; init; } = new Dictionary<Check, long>();

    /// <summary>Of columns of whole numbers, by position, where it is known.</summary>
    public IReadOnlyDictionary<int, WholeRange> Ranges { get; init; } = new Dictionary<int, WholeRange>();
}
