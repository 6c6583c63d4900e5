using System.Text.Json;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Platform.Storage;

namespace Saker.Platform.Studies;

/// <summary>Studies as JSON.</summary>
public static class StudyJson
{
    /// <summary>Reads <c>name</c>, <c>experiment</c>, <c>direction</c>, <c>sampler</c>, <c>pruner</c>, <c>seed</c> and <c>space</c>.</summary>
    /// <exception cref="SakerException">It is no JSON object, or something of it is wrong: all of it is named.</exception>
    public static NewStudy Read(ReadOnlyMemory<byte> utf8)
    {
        var problems = new List<Problem>();
        var settings = new Settings(JsonValues.Read(utf8, "The study is"), "", problems);
        var name = settings.Text("name");
        if (name.Length > 0)
            Names.Check(problems, "name", name);
        var study = new NewStudy { Name = name, Experiment = settings.OptionalText("experiment"), Settings = StudySettings.Read(settings) };
        settings.RejectUnknown();
        return problems.Count == 0 ? study : throw new SakerException(ErrorKind.InvalidInput, "The study cannot be made.", problems);
    }

    /// <summary>The settings as <see cref="Read"/> takes them.</summary>
    public static JsonElement Write(StudySettings settings)
    {
        using var document = JsonDocument.Parse(JsonValues.Write(settings.Describe()));
        return document.RootElement.Clone();
    }

    /// <summary>Parameters of a trial.</summary>
    /// <exception cref="SakerException">A value is neither text nor number nor flag.</exception>
    public static IReadOnlyDictionary<string, object> ReadParameters(IReadOnlyDictionary<string, JsonElement> parameters)
    {
        var problems = new List<Problem>();
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, element) in parameters)
        {
            if (JsonValues.Plain(element) is var value and (string or bool or long or double))
                values[name] = value;
            else
                problems.Add(new Problem(name, "a text, a number or a flag is needed here."));
        }
        return problems.Count == 0 ? values : throw new SakerException(ErrorKind.InvalidInput, "The parameters are not possible.", problems);
    }

    /// <summary>Parameters of a trial, each in its own type.</summary>
    public static IReadOnlyDictionary<string, JsonElement> WriteParameters(IReadOnlyDictionary<string, object> parameters)
    {
        using var document = JsonDocument.Parse(JsonValues.Write(parameters.ToDictionary(pair => pair.Key, object? (pair) => pair.Value, StringComparer.Ordinal)));
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal);
    }
}
