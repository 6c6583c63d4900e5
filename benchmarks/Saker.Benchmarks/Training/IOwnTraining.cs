using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Benchmarks.Training;

/// <summary>Our side of the comparison: what the area asks of the product.</summary>
internal interface IOwnTraining
{
    /// <summary>Reads the churn example and cuts it into folds as a pipeline does; with few trees when <paramref name="quick"/>.</summary>
    Task<TrainingJob> PlanAsync(bool quick, CancellationToken cancellationToken);

    /// <summary>Does the job once, by the pipeline runner.</summary>
    Task<TrainingOutcome> RunAsync(TrainingJob job, CancellationToken cancellationToken);

    /// <summary>The served form of a gradient boosting model trained with the job's settings, and rows to ask it about.</summary>
    Task<(IModel Model, Table Rows)> OpenModelAsync(TrainingJob job, CancellationToken cancellationToken);
}
