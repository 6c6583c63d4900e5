namespace Saker.Platform.Experiments;

/// <summary>Tags that mean something: MLflow's clients write them, and Saker keeps them true for runs of its own.</summary>
public static class RunTags
{
    /// <summary>The run's name.</summary>
    public const string Name = "mlflow.runName";

    /// <summary>The id of the run that it is part of.</summary>
    public const string Parent = "mlflow.parentRunId";

    /// <summary>Who runs it.</summary>
    public const string User = "mlflow.user";

    /// <summary>The models that it logged, as a JSON list of their MLmodel files.</summary>
    public const string LoggedModels = "mlflow.log-model.history";
}
