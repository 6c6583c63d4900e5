using Saker.Data;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>target:</c> of a pipeline file.</summary>
internal static class TargetSection
{
    private const string Classification = "classification";
    private const string Regression = "regression";

    public static TargetSettings Read(Settings target)
    {
        var column = target.Text("column");
        var task = target.Has("task") ? target.Choice("task", Classification, [Classification, Regression]) : null;
        if (task == Regression && target.Has("positive"))
            target.Report("positive", "numbers have no positive value; leave it out, or leave out 'task: regression'.");
        var settings = task switch
        {
            Regression => TargetSettings.Regression(column),
            Classification when !target.Has("positive") => TargetSettings.Classes(column),
            _ => new TargetSettings(column, target.Text("positive")),
        };
        target.RejectUnknown();
        return settings;
    }
}
