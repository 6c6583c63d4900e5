using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Upgrading;

/// <summary>Models of one node in an earlier operator set.</summary>
internal static class OldModel
{
    public static OnnxModel Of(int opset, string operatorType, Tensor[] inputs, params NodeAttribute[] attributes)
    {
        var proto = new ModelProto { IrVersion = 3, Graph = new GraphProto { Name = "old" } };
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        var draft = new GraphDraft(proto);
        for (var i = 0; i < inputs.Length; i++)
            proto.Graph.Input.Add(WireTypes.ValueInfo($"in{i}", inputs[i].Type, [.. inputs[i].Shape]));
        draft.Add(operatorType, [.. inputs.Select((_, i) => $"in{i}")], ["out"], attributes).Name = "old_node";
        proto.Graph.Output.Add(new ValueInfoProto { Name = "out" });
        return new OnnxModel(proto);
    }

    public static float[] RunUpgraded(OnnxModel model, params Tensor[] inputs)
    {
        var upgraded = OpsetUpgrader.Upgrade(model);
        upgraded.Validate();
        using var session = new OnnxSession(upgraded);
        return session.Run(inputs.Select((tensor, i) => (Name: $"in{i}", tensor)).ToDictionary(pair => pair.Name, pair => pair.tensor))[0].Span<float>().ToArray();
    }
}
