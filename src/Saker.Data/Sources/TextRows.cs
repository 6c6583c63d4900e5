namespace Saker.Data.Sources;

/// <summary>Rows of text cells as a relation of the engine: columns <c>c0</c>, <c>c1</c> ... of type VARCHAR.</summary>
internal abstract class TextRows(string name, IReadOnlyList<string> names, CellFormat format) : IDisposable
{
    /// <summary>How messages call their source.</summary>
    public string Name => name;

    /// <summary>Of the columns, in order.</summary>
    public IReadOnlyList<string> Names => names;

    public CellFormat Format => format;

    /// <summary>What stands after FROM.</summary>
    public abstract string Sql { get; }

    /// <summary>The expression of the data row, from 1.</summary>
    public abstract string RowNumber { get; }

    /// <summary>The files that the relation reads whenever it is asked, by their full paths.</summary>
    public virtual IReadOnlyList<string> Files => [];

    /// <summary>The types other than text that the values of a column may have, best first.</summary>
    public abstract IReadOnlyList<ColumnType> Possible(int column);

    /// <summary>What a quick look at all cells tells; null where only the engine can tell.</summary>
    public virtual TextInspection? Survey(CancellationToken cancellationToken) => null;

    /// <summary>The relation with columns <c>c0</c>, <c>c1</c> ... of the types of a plain inspection, for all of whose cells these fit.</summary>
    public virtual string? TypedSql(Schema schema) => null;

    /// <summary>Makes an error of the engine one about the data.</summary>
    public abstract SakerException Explain(SakerException engineError);

    public abstract void Dispose();
}
