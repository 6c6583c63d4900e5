namespace Saker.Learning.Neural.Training;

/// <summary>Examples of a stream, drawn from a buffer that is kept full.</summary>
internal sealed class StreamExamples(Func<long, IAsyncEnumerable<ExampleSet>> open, int capacity) : ExampleSource
{
    public override long? Count => null;

    internal override ExampleCursor Open(long epoch, long seed, bool shuffles, CancellationToken cancellationToken) =>
        new Cursor(open(epoch).GetAsyncEnumerator(cancellationToken), shuffles ? capacity : 1, Xoshiro256.Of(seed, epoch), cancellationToken);

    private sealed class Cursor(IAsyncEnumerator<ExampleSet> chunks, int capacity, Xoshiro256 chance, CancellationToken cancellationToken) : ExampleCursor
    {
        private ExampleSet? _chunk;
        private int _row;
        private bool _isRead;
        private ShuffleBuffer? _buffer;

        public override bool Next(BatchWriter? batch, int place)
        {
            while ((_buffer is null || _buffer.Count < capacity) && Advance())
                (_buffer ??= new ShuffleBuffer(_chunk!, capacity)).Add(_chunk!, _row);
            if (_buffer is not { Count: > 0 })
                return false;
            var drawn = chance.Below(_buffer.Count);
            batch?.Write(_buffer.Rows, drawn, place);
            if (Advance())
                _buffer.Replace(drawn, _chunk!, _row);
            else
                _buffer.Remove(drawn);
            return true;
        }

        public override void Dispose() => Wait(chunks.DisposeAsync());

        // To the stream's next example.
        private bool Advance()
        {
            _row++;
            while (!_isRead && (_chunk is null || _row >= _chunk.Count))
            {
                cancellationToken.ThrowIfCancellationRequested();
                _isRead = !Wait(chunks.MoveNextAsync());
                _chunk = _isRead ? null : chunks.Current;
                _row = 0;
            }
            return !_isRead;
        }

        // A step needs its batch, and a training has its thread for itself.
        private static bool Wait(ValueTask<bool> reading) => reading.IsCompletedSuccessfully ? reading.Result : reading.AsTask().GetAwaiter().GetResult();

        private static void Wait(ValueTask closing)
        {
            if (!closing.IsCompletedSuccessfully)
                closing.AsTask().GetAwaiter().GetResult();
        }
    }
}
