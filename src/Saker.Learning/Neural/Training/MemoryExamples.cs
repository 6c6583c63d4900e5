namespace Saker.Learning.Neural.Training;

/// <summary>Examples in memory, in an order of their own each epoch.</summary>
internal sealed class MemoryExamples(ExampleSet examples) : ExampleSource
{
    public override long? Count => examples.Count;

    internal override ExampleCursor Open(long epoch, long seed, bool shuffles, CancellationToken cancellationToken)
    {
        // From the beginning each time: the order depends on the epoch's number, not on the epochs before.
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        if (shuffles)
            Xoshiro256.Of(seed, epoch).Shuffle(order);
        return new Cursor(examples, order);
    }

    private sealed class Cursor(ExampleSet examples, int[] order) : ExampleCursor
    {
        private int _next;

        public override bool Next(BatchWriter? batch, int place)
        {
            if (_next == order.Length)
                return false;
            batch?.Write(examples, order[_next], place);
            _next++;
            return true;
        }
    }
}
