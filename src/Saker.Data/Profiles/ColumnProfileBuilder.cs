using Saker.Data.Engine;

namespace Saker.Data.Profiles;

/// <summary>Gathers the profile of one column, batch by batch. For one thread at a time.</summary>
internal abstract class ColumnProfileBuilder(string name, ColumnType type)
{
    public string Name => name;

    public ColumnType Type => type;

    /// <summary>Rows, missing values included.</summary>
    protected long Count { get; set; }

    protected long NullCount { get; set; }

    public static ColumnProfileBuilder For(string name, ColumnType type) => type switch
    {
        ColumnType.Text => new TextColumnBuilder(name),
        ColumnType.Float32 or ColumnType.Float64 => new NumberColumnBuilder<NumberKeys.Real>(name, type),
        ColumnType.Date => new NumberColumnBuilder<NumberKeys.Day>(name, type),
        ColumnType.Timestamp => new NumberColumnBuilder<NumberKeys.Instant>(name, type),
        _ => new NumberColumnBuilder<NumberKeys.Whole>(name, type),
    };

    public abstract void Add(Column column);

    public abstract void Add(EngineVector vector);

    public virtual void Add(ColumnProfile part)
    {
        Count += part.Count;
        NullCount += part.NullCount;
    }

    /// <summary>The profile of what was added so far; more may be added afterwards.</summary>
    public abstract ColumnProfile Build();
}
