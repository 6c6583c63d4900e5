using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Saker.Data;

namespace Saker.Learning.Drift.Streams;

/// <summary>The detectors by their names, and as JSON.</summary>
public static class StreamDetectors
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<string, (Func<IStreamDetector> Create, Func<JsonElement, JsonElement, IStreamDetector> Read)> s_known = new(StringComparer.Ordinal)
    {
        [Adwin.PublicName] = (() => new Adwin(), static (settings, state) => Adwin.Of(Get<AdwinSettings>(settings), Get<Adwin.Memory>(state))),
        [Ddm.PublicName] = (() => new Ddm(), static (settings, state) => Ddm.Of(Get<DdmSettings>(settings), Get<Ddm.Memory>(state))),
        [Eddm.PublicName] = (() => new Eddm(), static (settings, state) => Eddm.Of(Get<EddmSettings>(settings), Get<Eddm.Memory>(state))),
        [Kswin.PublicName] = (() => new Kswin(), static (settings, state) => Kswin.Of(Get<KswinSettings>(settings), Get<Kswin.Memory>(state))),
        [PageHinkley.PublicName] = (() => new PageHinkley(), static (settings, state) => PageHinkley.Of(Get<PageHinkleySettings>(settings), Get<PageHinkley.Memory>(state))),
        [Cusum.PublicName] = (() => new Cusum(), static (settings, state) => Cusum.Of(Get<CusumSettings>(settings), Get<Cusum.Memory>(state))),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_known.Keys];

    /// <summary>A new one with its default settings.</summary>
    /// <exception cref="SakerException">There is none of that name.</exception>
    public static IStreamDetector Create(string name) => s_known.TryGetValue(name, out var known)
        ? known.Create()
        : throw new SakerException(ErrorKind.InvalidInput, $"There is no detector '{name}'; there are {string.Join(", ", Names)}.", "detector");

    /// <summary>One that goes on as the one would whose <see cref="IStreamDetector.ToJson"/> wrote this.</summary>
    /// <exception cref="SakerException">The text is something else.</exception>
    public static IStreamDetector FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var name = document.RootElement.GetProperty("detector").GetString() ?? "";
            return s_known.TryGetValue(name, out var known)
                ? known.Read(document.RootElement.GetProperty("settings"), document.RootElement.GetProperty("state"))
                : throw new SakerException(ErrorKind.InvalidInput, $"There is no detector '{name}'; there are {string.Join(", ", Names)}.", "detector");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The state of a detector cannot be read: {exception.Message}", inner: exception);
        }
    }

    internal static string Write<TSettings, TMemory>(string name, TSettings settings, TMemory memory) =>
        new JsonObject { ["detector"] = name, ["settings"] = JsonSerializer.SerializeToNode(settings, s_json), ["state"] = JsonSerializer.SerializeToNode(memory, s_json) }.ToJsonString();

    internal static double Finite(double value) => double.IsFinite(value) ? value : throw new ArgumentException(FormattableString.Invariant($"A detector takes finite numbers, not {value}."), nameof(value));

    internal static bool IsError(double value) => value switch
    {
        0 => false,
        1 => true,
        _ => throw new ArgumentException(FormattableString.Invariant($"A detector of errors takes 0 (right) and 1 (wrong), not {value}."), nameof(value)),
    };

    /// <exception cref="SakerException">A setting is out of its range; all are named.</exception>
    internal static void Require(string detector, params ReadOnlySpan<(string Name, double Value, bool Holds, string Right)> settings)
    {
        var problems = new List<Problem>();
        foreach (var (name, value, holds, right) in settings)
            if (!holds)
                problems.Add(new Problem(name, FormattableString.Invariant($"{value} is not possible; use {right}.")));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The settings of {detector} are not right:", problems);
    }

    private static T Get<T>(JsonElement element) => element.Deserialize<T>(s_json) ?? throw new JsonException("it holds null.");
}
