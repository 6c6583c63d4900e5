using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>The types of values of a graph, as the engine works them out when it loads it.</summary>
internal static class EngineTypes
{
    /// <summary>The types of values between nodes, by name; none where the engine does not take the graph.</summary>
    public static IReadOnlyDictionary<string, ElementType> Of(ModelProto model, IEnumerable<string> names)
    {
        var types = new Dictionary<string, ElementType>(StringComparer.Ordinal);
        var open = model.Clone();
        open.Graph.Output.Clear();
        open.Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        try
        {
            // It is not optimised, so that nothing of it is run.
            using var session = SessionLoading.Load(open.ToByteArray(), new SessionSettings { Optimization = GraphOptimizationLevel.ORT_DISABLE_ALL });
            foreach (var (name, metadata) in session.OutputMetadata)
                if (metadata.IsTensor)
                    types[name] = (ElementType)(int)metadata.ElementDataType;
        }
        catch (Exception exception) when (exception is OnnxException or OnnxRuntimeException)
        {
            // Whoever loads the graph itself is told why.
            types.Clear();
        }
        return types;
    }
}
