using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Saker.Learning.Models;
using Saker.Platform.Serving;

namespace Saker.Server.Http.OpenInference;

/// <summary>What requests to one loaded version need, worked out once: names as UTF-8, shapes, how answers begin, and the memory that requests share.</summary>
internal sealed class InferPlan
{
    // More than ever run at the same time are left to the collector.
    private const int MaxPooled = 256;

    private static readonly ConditionalWeakTable<LoadedModel, InferPlan> Plans = [];

    private readonly ConcurrentBag<InferRequest> _requests = [];

    private InferPlan(LoadedModel model)
    {
        Inputs = [.. model.Inputs.Select(spec => new InferInput(spec, model.Signature.TakesTensors ? null : model.Signature.FindInput(spec.Name)))];
        Outputs = [.. model.Outputs.Select(spec => new InferOutput(spec))];
        ClassNames = ModelOutputs.ClassesOf(model.Signature)?.Select(name => Encoding.UTF8.GetBytes(ModelOutputs.ProbabilityPrefix + name)).ToArray() ?? [];
        TakesRows = model.TakesRows;
        Version = model.Version.Version.ToString(CultureInfo.InvariantCulture);
        VersionHead = [.. "\",\"model_version\":\""u8, .. Encoding.UTF8.GetBytes(Version), .. "\",\"id\":\""u8];
    }

    public InferInput[] Inputs { get; }

    public InferOutput[] Outputs { get; }

    /// <summary>What the probabilities of several classes are called where a row is written; empty of other models.</summary>
    public byte[][] ClassNames { get; }

    public bool TakesRows { get; }

    public string Version { get; }

    /// <summary>The words of requests that were read before.</summary>
    public InferSkeletons Skeletons { get; } = new();

    /// <summary>What stands between the model's name and the id in an answer.</summary>
    public byte[] VersionHead { get; }

    public string OutputNames => string.Join(", ", Outputs.Select(output => output.Name));

    public static InferPlan Of(LoadedModel model) => Plans.TryGetValue(model, out var plan) ? plan : Plans.GetValue(model, static key => new InferPlan(key));

    public InferRequest Rent() => _requests.TryTake(out var request) ? request : new InferRequest(Inputs.Length);

    public void Return(InferRequest request)
    {
        request.Clear();
        if (_requests.Count < MaxPooled)
            _requests.Add(request);
    }

    /// <summary>The position of the input that the reader's text names, or -1.</summary>
    /// <param name="reader">Stands on a string.</param>
    /// <param name="expected">The most likely position: clients send tensors in one order.</param>
    public int FindInput(ref Utf8JsonReader reader, int expected)
    {
        if ((uint)expected < (uint)Inputs.Length && reader.ValueTextEquals(Inputs[expected].Utf8Name))
            return expected;
        for (var i = 0; i < Inputs.Length; i++)
            if (reader.ValueTextEquals(Inputs[i].Utf8Name))
                return i;
        return -1;
    }

    /// <summary>The position of the output that the reader's text names, or -1.</summary>
    public int FindOutput(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Outputs.Length; i++)
            if (reader.ValueTextEquals(Outputs[i].Utf8Name))
                return i;
        return -1;
    }
}
