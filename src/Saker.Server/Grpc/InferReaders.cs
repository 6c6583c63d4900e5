using System.Collections.Concurrent;

namespace Saker.Server.Grpc;

/// <summary>Readers that are not in use. Thread-safe.</summary>
internal sealed class InferReaders
{
    private const int MaxIdle = 64;

    private readonly ConcurrentBag<InferRequestReader> _idle = [];

    public InferRequestReader Rent() => _idle.TryTake(out var reader) ? reader : new InferRequestReader();

    public void Return(InferRequestReader reader)
    {
        if (_idle.Count < MaxIdle)
            _idle.Add(reader);
    }
}
