namespace Saker.Platform.Experiments;

/// <summary>How a <see cref="Lifecycle"/> is written in stores and in MLflow's API: <c>active</c>.</summary>
public static class Lifecycles
{
    public static string ToText(this Lifecycle lifecycle) => lifecycle == Lifecycle.Active ? "active" : "deleted";

    internal static Lifecycle Parse(string text) => text == "active" ? Lifecycle.Active : Lifecycle.Deleted;
}
