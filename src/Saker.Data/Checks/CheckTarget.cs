using System.Globalization;
using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Checks;

/// <summary>Data as the SQL of checks sees them: columns by expressions, and the relation that these are taken from.</summary>
internal abstract class CheckTarget(string source, Schema schema, long rowCount) : IDisposable
{
    public string Source => source;

    public Schema Schema => schema;

    public long RowCount => rowCount;

    /// <summary>Types that were promised, by column.</summary>
    public virtual IReadOnlyDictionary<string, ColumnType> Declared => new Dictionary<string, ColumnType>();

    /// <summary>Cells that do not fit the type that was promised.</summary>
    public virtual long MisfitCount => 0;

    /// <summary>The files that the relation reads whenever it is asked, by their full paths.</summary>
    public virtual IReadOnlyList<string> Files => [];

    /// <summary>Between which whole numbers a column lies; null where that is not known.</summary>
    public virtual WholeRange? Range(int position) => null;

    /// <summary>How many rows break a check, or how many different values one of uniqueness has, where that was counted when the data were opened; else null.</summary>
    public virtual long? Tally(Check check) => null;

    /// <summary>The answer to an aggregate over all rows where it is known since the data were opened; else null.</summary>
    public virtual string? Known(string aggregate) => null;

    /// <summary>The column at a position: <c>v3</c> its typed value, <c>t3</c> its text.</summary>
    public CheckColumn Column(int position) => new(
        schema[position].Name,
        schema[position].Type,
        string.Create(CultureInfo.InvariantCulture, $"v{position}"),
        string.Create(CultureInfo.InvariantCulture, $"t{position}"),
        MisfitCount > 0,
        Range(position));

    /// <summary>The relation with the given columns, and <c>r</c>, the data row from 1, when it is asked for (it can keep the scan on one thread).</summary>
    public abstract string Relation(IEnumerable<int> positions, bool withRow);

    /// <summary>The relation for what counts and names no rows.</summary>
    /// <param name="positions">The columns.</param>
    /// <param name="texts">Those of them whose texts are asked for; of others there need be values only.</param>
    public virtual string Counted(IEnumerable<int> positions, IReadOnlySet<int> texts) => Relation(positions, withRow: false);

    /// <summary>A query of all rows in order, with the typed values under the names of their columns.</summary>
    public virtual string Rows()
    {
        var values = schema.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"v{i} AS {SqlText.Name(column.Name)}"));
        return $"SELECT {string.Join(", ", values)} FROM {Relation(Enumerable.Range(0, schema.Count), withRow: false)}";
    }

    /// <summary>Whether no value of a column is there, so that nothing speaks for its type.</summary>
    public virtual bool IsEmpty(int position) => false;

    /// <summary>Who says the type of a column that is not declared.</summary>
    public virtual TypeOrigin Origin(int position) => IsEmpty(position) ? TypeOrigin.Unknown : TypeOrigin.Inferred;

    /// <summary>The file in which a row stands, null where the source is one file, and the row in it.</summary>
    public virtual (string? File, long Row) Locate(long row) => (null, row);

    /// <summary>File and row in words; null where the source is one file.</summary>
    public string? Place(long row) => Locate(row) is ({ } file, var inFile) ? string.Create(CultureInfo.InvariantCulture, $"{file}, row {inFile}") : null;

    /// <summary>Makes an error of the engine one about the data.</summary>
    public virtual SakerException Explain(SakerException engineError) => engineError;

    /// <summary>Drops what was made for the relation.</summary>
    public virtual void Dispose()
    {
    }
}
