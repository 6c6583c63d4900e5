using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Benchmarks.Training;

/// <summary>The seam: the only file of this area that knows the pipeline runner.</summary>
internal sealed class PipelineTraining : IOwnTraining
{
    private const string NotConnected = "the pipeline runner is not connected to this benchmark yet.";

    public Task<TrainingJob> PlanAsync(bool quick, CancellationToken cancellationToken) => throw new BenchmarkException(NotConnected);

    public Task<TrainingOutcome> RunAsync(TrainingJob job, CancellationToken cancellationToken) => throw new BenchmarkException(NotConnected);

    public Task<(IModel Model, Table Rows)> OpenModelAsync(TrainingJob job, CancellationToken cancellationToken) => throw new BenchmarkException(NotConnected);
}
