namespace Saker.Data.Privacy.Transforms;

/// <summary>What is done to the cells of a column. For one thread at a time: keys are set up once for many cells.</summary>
internal abstract class ColumnTransform : IDisposable
{
    /// <summary>The protected form of a text; null makes the cell missing.</summary>
    public abstract string? Apply(string text);

    public virtual void Dispose()
    {
    }
}
