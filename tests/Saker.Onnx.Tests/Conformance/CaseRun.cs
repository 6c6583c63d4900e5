using System.Globalization;
using Saker.Onnx.Editing;
using Saker.Onnx.Sessions;
using Saker.Onnx.Upgrading;

namespace Saker.Onnx.Tests.Conformance;

/// <summary>Takes a published case through reader, validation, writer and session.</summary>
internal static class CaseRun
{
    /// <summary>Why the case's model cannot be read, is not sound, or is changed by writing; null when all is well.</summary>
    public static string? FindReadingProblem(PublishedCase published)
    {
        var bytes = File.ReadAllBytes(published.ModelPath);
        var model = OnnxModel.Parse(bytes);
        if (model.FindProblems() is [var first, ..])
            return $"not valid: {first.Message}";
        var written = model.ToBytes();
        return written.AsSpan().SequenceEqual(bytes) || OnnxModel.Parse(written).Proto.Equals(model.Proto) ? null : "changed by writing and reading";
    }

    /// <summary>Why the case's model is changed by an editor that changes nothing; null when it is not.</summary>
    public static string? FindEditingProblem(PublishedCase published)
    {
        var model = OnnxModel.Load(published.ModelPath);
        return new ModelEditor(model).Build().Proto.Equals(model.Proto) ? null : "changed by editing nothing";
    }

    /// <summary>Why the case's outputs are not those published; null when they are.</summary>
    public static string? FindRunProblem(PublishedCase published) => FindRunProblem(published, OnnxModel.Load(published.ModelPath));

    /// <summary>Why the outputs are not those published once the model is brought to the current operator set; null when they are.</summary>
    public static string? FindUpgradeProblem(PublishedCase published)
    {
        var upgraded = OpsetUpgrader.Upgrade(OnnxModel.Load(published.ModelPath));
        return upgraded.FindProblems() is [var first, ..] ? $"not valid once upgraded: {first.Message}" : FindRunProblem(published, upgraded);
    }

    private static string? FindRunProblem(PublishedCase published, OnnxModel model)
    {
        using var session = new OnnxSession(model);
        var sets = 0;
        foreach (var folder in published.DataSets)
        {
            sets++;
            if (Run(session, model, published, folder) is { } problem)
                return problem;
        }
        return sets > 0 ? null : "has no data";
    }

    private static string? Run(OnnxSession session, OnnxModel model, PublishedCase published, string folder)
    {
        // Files follow the graph's inputs by position; names in them are not always the graph's.
        var inputs = model.Inputs.Zip(Files(folder, "input_")).ToDictionary(pair => pair.First.Name, pair => As(pair.First.Type, pair.Second), StringComparer.Ordinal);
        var actual = session.Run(inputs);
        var expected = Files(folder, "output_");
        if (actual.Count != expected.Count)
            return $"{actual.Count} outputs instead of {expected.Count}";
        for (var i = 0; i < expected.Count; i++)
            if (TensorComparison.FindDifference(As(actual[i].Type, expected[i]), actual[i], absolute: AbsoluteTolerance(published)) is { } difference)
                return $"output {i}: {difference}";
        return null;
    }

    // A float32 Fourier transform leaves rounding of the size of its largest coefficient where the published result is 0.
    private static double AbsoluteTolerance(PublishedCase published) =>
        published.Name.StartsWith("test_dft", StringComparison.Ordinal) || published.Name.StartsWith("test_stft", StringComparison.Ordinal) ? 1e-3 : 1e-7;

    // The published files keep brain floats as the uint16 that NumPy has for them.
    private static Tensor As(ElementType type, Tensor tensor) => type == ElementType.BFloat16 && tensor.Type == ElementType.UInt16
        ? Tensor.OfBFloat16(tensor.Span<ushort>().ToArray(), [.. tensor.Shape])
        : tensor;

    private static List<Tensor> Files(string folder, string prefix) =>
    [
        .. Directory.EnumerateFiles(folder, prefix + "*.pb")
            .OrderBy(path => int.Parse(Path.GetFileNameWithoutExtension(path)[prefix.Length..], CultureInfo.InvariantCulture))
            .Select(path => Tensor.Parse(File.ReadAllBytes(path))),
    ];
}
