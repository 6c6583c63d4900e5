using Saker.Cli.Output;
using Saker.Onnx.Inspection;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary>Shows what an ONNX file is made of.</summary>
internal static class InspectionText
{
    public static object Json(ModelInspection found) => new
    {
        producer = found.Producer,
        irVersion = found.IrVersion,
        operatorSets = found.OperatorSets,
        inputs = found.Inputs,
        outputs = found.Outputs,
        operators = found.Operators,
        layers = found.Layers,
        trainableCount = found.TrainableCount,
        storedCount = found.StoredCount,
        missing = found.Missing,
    };

    public static void Write(IAnsiConsole console, ModelInspection found)
    {
        console.WriteLine($"made by {(found.Producer.Length > 0 ? found.Producer : "nobody who says so")}, operator sets {string.Join(", ", found.OperatorSets.Select(set => $"{(set.Domain.Length > 0 ? set.Domain : "ai.onnx")} {set.Version}"))}");
        var values = CliOutput.Table("", "name", "type", "shape");
        foreach (var (what, spec) in found.Inputs.Select(spec => ("input", spec)).Concat(found.Outputs.Select(spec => ("output", spec))))
            values.AddRow(new Text(what), new Text(spec.Name), new Text(spec.Type == default ? "no tensor" : spec.Type.ToString().ToLowerInvariant()), new Text(Extents(spec.Shape)));
        console.Write(values);
        console.WriteLine($"operators: {string.Join(", ", found.Operators.Select(known => $"{known.Count} {(known.Domain.Length > 0 ? $"{known.Domain}." : "")}{known.Name}"))}");
        var layers = CliOutput.Table("layer", "operator", "weights", "#numbers");
        foreach (var layer in found.Layers)
            layers.AddRow(new Text(layer.Node), new Text(layer.Operator), new Text(string.Join(", ", layer.Weights.Select(weight => $"{weight.Name} {Extents(weight.Shape)}"))), new Text(Show.Count(layer.Count)));
        if (found.Layers.Count > 0)
            console.Write(layers);
        console.WriteLine($"{Show.Count(found.TrainableCount)} of {Show.Count(found.StoredCount)} stored numbers can be trained");
        foreach (var part in found.Missing)
            console.WriteLine($"missing ({part.Kind}): {part.Message}");
        if (found.Missing.Count == 0)
            console.WriteLine("nothing is missing: it can be run, upgraded and trained through");
    }

    private static string Extents(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape.Select(extent => extent < 0 ? "?" : extent.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
}
