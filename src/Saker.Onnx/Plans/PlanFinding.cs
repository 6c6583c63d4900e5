using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>Finds the plan of a graph that is opened, if it has one.</summary>
internal static class PlanFinding
{
    /// <summary>Why the graph certainly has no plan, as a sentence; null where it may have one.</summary>
    public static string? FindHindrance(OnnxModel model, SessionSettings settings) =>
        !settings.UsesRowPlans ? "Row plans are switched off."
        : settings.Device != ExecutionDevice.Cpu ? $"It is computed on {settings.Device}."
        // With several threads the engine may add in another order.
        : settings.ThreadCount != 1 ? $"The engine computes it with {settings.ThreadCount} threads."
        : PlanCompiler.FindHindrance(model);

    /// <summary>The plan, tried; or why there is none, as a sentence.</summary>
    /// <param name="model">Nothing hinders it.</param>
    /// <param name="session">The engine's.</param>
    public static (RowPlan? Plan, string? WhyNot) Find(OnnxModel model, OnnxSession session)
    {
        try
        {
            var plan = PlanCompiler.Compile(model, session);
            return new PlanTrial(model, session, plan).FindDifference() is { } difference ? (null, difference) : (plan, null);
        }
        catch (PlanException exception)
        {
            return (null, $"The graph {exception.Message}.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever it is, the engine can run the graph.
            return (null, $"Its plan could not be tried: {exception.Message}");
        }
    }
}
