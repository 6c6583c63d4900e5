using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.Platform.Alerts.Receivers;

namespace Saker.Dashboard.Settings;

/// <summary>A receiver as somebody fills it in, before it is written. It never holds a secret that is stored, nor gives one back to the page.</summary>
public sealed record ReceiverDraft
{
    // What files write for a secret that stays as it is, and how a variable of the environment begins.
    private const string Kept = "***";
    private const string FromEnvironment = "env:";

    public required ReceiverKind Kind { get; init; }

    /// <summary>The name of the receiver that is changed; null for a new one.</summary>
    public string? Known { get; init; }

    /// <summary>What was written, by field; secrets too, which only <see cref="ToFile"/> reads.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>The secrets that are stored.</summary>
    public IReadOnlySet<string> Stored { get; init; } = new HashSet<string>();

    /// <summary>Why it was not written; null where it was not tried.</summary>
    public string? Fault { get; init; }

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The name that it has or is to have.</summary>
    public string Name => Known ?? Find("name");

    /// <summary>A form that is yet empty.</summary>
    public static ReceiverDraft New(ReceiverKind kind) => new()
    {
        Kind = kind,
        Texts = All(kind).Where(field => field.Standard.Length > 0).ToDictionary(field => field.Key, field => field.Standard).Concat(ReceiverFields.Flags.Select(flag => KeyValuePair.Create(flag.Key, "true"))).ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>The form of a receiver that is there.</summary>
    public static ReceiverDraft Of(Receiver receiver)
    {
        var texts = All(receiver.Kind).ToDictionary(field => field.Key, field => Text(receiver.Body.GetValueOrDefault(field.Key)) is { Length: > 0 } text ? text : field.Standard, StringComparer.Ordinal);
        texts["resolved"] = receiver.TellsResolved ? "true" : "";
        texts["enabled"] = receiver.IsEnabled ? "true" : "";
        var draft = new ReceiverDraft { Kind = receiver.Kind, Known = receiver.Name, Stored = StoredOf(receiver) };
        return draft with { Texts = texts.Where(one => one.Value != Kept).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>What somebody sent.</summary>
    public static ReceiverDraft Of(IFormCollection form, ReceiverKind kind, Receiver? known) => new()
    {
        Kind = kind,
        Known = known?.Name,
        Stored = known is null ? new HashSet<string>() : StoredOf(known),
        Texts = All(kind).Select(field => field.Key).Append("name").Concat(ReceiverFields.Flags.Select(flag => flag.Key)).Concat(Secrets(kind).Select(field => Without(field.Key)))
            .ToDictionary(key => key, key => form[key].ToString().Trim(), StringComparer.Ordinal),
    };

    /// <summary>The receiver as a file of alerts has it.</summary>
    public JsonObject ToFile()
    {
        var receiver = new JsonObject { ["name"] = Name, ["kind"] = ReceiverFields.WordOf(Kind) };
        foreach (var field in All(Kind))
        {
            var text = Find(field.Key);
            if (field.IsSecret && text.Length == 0 && Stored.Contains(field.Key) && Find(Without(field.Key)).Length == 0)
                text = Kept;
            if (text.Length > 0)
                receiver[field.Key] = field.IsList ? new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => JsonValue.Create(part))]) : JsonValue.Create(text);
        }
        foreach (var (key, _) in ReceiverFields.Flags)
            receiver[key] = Find(key).Length > 0;
        return new JsonObject { ["receivers"] = new JsonArray(receiver) };
    }

    /// <summary>What stands in a field; of a secret only the name of the variable that it comes from.</summary>
    internal string Show(ReceiverField field) => Find(field.Key) is var text && (!field.IsSecret || text.StartsWith(FromEnvironment, StringComparison.Ordinal)) ? text : "";

    internal bool IsTicked(string flag) => Find(flag).Length > 0;

    /// <summary>What is wrong with a field; of what is stored the whole receiver is named, and the field in the message.</summary>
    internal string? FaultOf(string key) => Problems.FirstOrDefault(problem => IsOf(problem, key))?.Message;

    /// <summary>What is wrong with none of the fields.</summary>
    internal IEnumerable<Problem> Others => Problems.Where(problem => !All(Kind).Select(one => one.Key).Append("name").Any(key => IsOf(problem, key)));

    /// <summary>The field that says that a stored secret is to be forgotten.</summary>
    internal static string Without(string key) => "without_" + key;

    private static bool IsOf(Problem problem, string key) =>
        problem.Field == key || problem.Field.EndsWith("." + key, StringComparison.Ordinal) || (problem.Field.StartsWith("receiver ", StringComparison.Ordinal) && problem.Message.StartsWith($"its {key} is", StringComparison.Ordinal));

    private static IEnumerable<ReceiverField> All(ReceiverKind kind) => ReceiverFields.Of(kind).Concat(ReceiverFields.Shared);

    private static IEnumerable<ReceiverField> Secrets(ReceiverKind kind) => ReceiverFields.Of(kind).Where(field => field.IsSecret);

    private static HashSet<string> StoredOf(Receiver receiver) => [.. Secrets(receiver.Kind).Select(field => field.Key).Where(key => receiver.Body.GetValueOrDefault(key) is Kept)];

    private static string Text(object? value) => value switch
    {
        null => "",
        IEnumerable<object?> list => string.Join(", ", list),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private string Find(string key) => Texts.GetValueOrDefault(key, "");
}
