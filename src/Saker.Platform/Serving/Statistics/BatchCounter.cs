namespace Saker.Platform.Serving.Statistics;

/// <summary>Adds up the runs of one number of rows, from any thread.</summary>
internal sealed class BatchCounter
{
    private DurationCounter _input;
    private DurationCounter _infer;
    private DurationCounter _output;

    public void Add(Onnx.Batches.RunTimings timings)
    {
        _input.Add(timings.Input);
        _infer.Add(timings.Infer);
        _output.Add(timings.Output);
    }

    public BatchTotals ToTotals(int batchSize) => new(batchSize, _input.ToTotal(), _infer.ToTotal(), _output.ToTotal());
}
