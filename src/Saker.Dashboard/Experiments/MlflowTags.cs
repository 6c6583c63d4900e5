namespace Saker.Dashboard.Experiments;

/// <summary>Tags by which MLflow's clients say what a page shows in a place of its own.</summary>
internal static class MlflowTags
{
    /// <summary>A description, in Markdown.</summary>
    public const string Note = "mlflow.note.content";

    /// <summary>What began a run: a file, a notebook.</summary>
    public const string Source = "mlflow.source.name";

    /// <summary>The commit of the source.</summary>
    public const string Commit = "mlflow.source.git.commit";

    private const string Prefix = "mlflow.";

    /// <summary>Whether a tag is one that clients write by themselves.</summary>
    public static bool IsSystem(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
