using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Benchmarks.Serving;

/// <summary>A model that remembers how long its engine took for the last run; for one caller at a time.</summary>
internal sealed class TimedModel(OnnxTensorModel model) : IModel, ITensorModel, IDisposable
{
    /// <summary>The session's run alone, without the copying of rows before and after it.</summary>
    public double LastMicroseconds { get; private set; }

    /// <summary>As if it had not run.</summary>
    public void Forget() => LastMicroseconds = 0;

    public Signature Signature => model.Signature;

    public IReadOnlyList<TensorSpec> Inputs => model.Inputs;

    public IReadOnlyList<TensorSpec> Outputs => model.Outputs;

    public bool TakesRows => model.TakesRows;

    public string Platform => model.Platform;

    public IBatchRunner NewRunner(int rowCapacity) => new Runner(this, model.NewRunner(rowCapacity));

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) => model.PredictAsync(rows, cancellationToken);

    public void Dispose() => model.Dispose();

    private sealed class Runner(TimedModel owner, IBatchRunner runner) : IBatchRunner
    {
        public long KeptBytes => runner.KeptBytes;

        public ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
        {
            var run = runner.RunAsync(parts, cancellationToken);
            return run.IsCompletedSuccessfully ? ValueTask.FromResult(Note(run.Result)) : NoteAsync(run);
        }

        public void Dispose() => runner.Dispose();

        private async ValueTask<RunTimings> NoteAsync(ValueTask<RunTimings> run) => Note(await run);

        private RunTimings Note(RunTimings timings)
        {
            owner.LastMicroseconds = timings.Infer / 1e3;
            return timings;
        }
    }
}
