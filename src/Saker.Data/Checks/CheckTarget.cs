using System.Globalization;

namespace Saker.Data.Checks;

/// <summary>Data as the SQL of checks sees them: columns by expressions, and the relation that these are taken from.</summary>
internal abstract class CheckTarget(string source, Schema schema)
{
    public string Source => source;

    public Schema Schema => schema;

    /// <summary>Types that were promised, by column.</summary>
    public virtual IReadOnlyDictionary<string, ColumnType> Declared => new Dictionary<string, ColumnType>();

    /// <summary>The column at a position: <c>v3</c> its typed value, <c>t3</c> its text.</summary>
    public CheckColumn Column(int position) => new(
        schema[position].Name,
        schema[position].Type,
        string.Create(CultureInfo.InvariantCulture, $"v{position}"),
        string.Create(CultureInfo.InvariantCulture, $"t{position}"));

    /// <summary>The relation with the given columns, and <c>r</c>, the data row from 1, when it is asked for (it keeps the scan on one thread).</summary>
    public abstract string Relation(IEnumerable<int> positions, bool withRow);

    /// <summary>Makes an error of the engine one about the data.</summary>
    public virtual SakerException Explain(SakerException engineError) => engineError;
}
