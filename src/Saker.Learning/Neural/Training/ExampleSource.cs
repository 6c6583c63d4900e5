namespace Saker.Learning.Neural.Training;

/// <summary>Where examples come from, once an epoch. The order of an epoch is decided by the seed and the epoch's number alone, so that training can be taken up within one.</summary>
public abstract class ExampleSource
{
    private protected ExampleSource()
    {
    }

    /// <summary>Examples of an epoch; null where that is known only when they were read.</summary>
    public abstract long? Count { get; }

    /// <summary>Examples that fit into memory; each epoch has all of them in another order.</summary>
    public static ExampleSource InMemory(ExampleSet examples) => new MemoryExamples(examples);

    /// <summary>
    /// Examples that do not fit into memory, chunk by chunk. They are mixed by a buffer from which each next one is drawn: neighbours in the stream are mixed about as far as the buffer
    /// is long, so a stream that is sorted by class needs a long one.
    /// </summary>
    /// <param name="open">Opens the stream for an epoch, from 0; it must give the same examples in the same order whenever it is opened for that epoch. How they are cut into chunks does not matter.</param>
    /// <param name="shuffleBuffer">Examples that are held to draw from; 1 leaves the order as it is.</param>
    public static ExampleSource Stream(Func<long, IAsyncEnumerable<ExampleSet>> open, int shuffleBuffer = 10_000) => new StreamExamples(open, Math.Max(1, shuffleBuffer));

    /// <summary>Begins an epoch.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="shuffles">Whether the order is by chance.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal abstract ExampleCursor Open(long epoch, long seed, bool shuffles, CancellationToken cancellationToken);
}
