namespace Saker.Learning.Neural.Training;

/// <summary>The examples of one epoch, one after the other.</summary>
internal abstract class ExampleCursor : IDisposable
{
    /// <summary>Writes the next example into a place of the batch; without a batch it is passed over.</summary>
    /// <returns>Whether there was one.</returns>
    public abstract bool Next(BatchWriter? batch, int place);

    public virtual void Dispose()
    {
    }
}
