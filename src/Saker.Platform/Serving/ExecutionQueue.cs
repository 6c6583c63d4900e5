using System.Collections.Concurrent;
using Saker.Learning.Models;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving;

/// <summary>Runs the calls of one version. Thread-safe; disposed after the last call.</summary>
internal sealed class ExecutionQueue(ITensorModel model) : IDisposable
{
    private const int UsualRows = 64;

    private readonly ConcurrentBag<IBatchRunner> _idle = [];

    public async ValueTask RunAsync(TensorSet call, CancellationToken cancellationToken)
    {
        if (!_idle.TryTake(out var runner))
            runner = model.NewRunner(UsualRows);
        try
        {
            await runner.RunAsync(new[] { call }, cancellationToken);
        }
        finally
        {
            _idle.Add(runner);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var runner))
            runner.Dispose();
    }
}
