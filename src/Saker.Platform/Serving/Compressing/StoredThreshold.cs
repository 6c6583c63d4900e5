using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Serving.Compressing;

/// <summary>The threshold by which a graph decides, as its evaluation has it; a graph that is made from another decides by the same.</summary>
internal static class StoredThreshold
{
    /// <param name="evaluation">The evaluation as it is stored.</param>
    /// <returns>The threshold; null where there is none.</returns>
    public static double? Of(string? evaluation)
    {
        try
        {
            return evaluation is null ? null : EvaluationReport.FromJson(evaluation).Threshold;
        }
        catch (SakerException)
        {
            // An evaluation of somebody else's making.
            return null;
        }
    }
}
