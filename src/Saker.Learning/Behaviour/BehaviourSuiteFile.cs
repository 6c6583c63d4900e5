using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Data.Checks;

namespace Saker.Learning.Behaviour;

/// <summary>
/// Reads and writes suites: <c>tests</c>, and <c>seed</c>, <c>made</c> and <c>real</c> (how many rows), <c>examples</c> and <c>output</c>. The same in
/// <c>behaviour:</c> of a pipeline file, in a suite file and in <c>behaviour.yaml</c> of a model folder.
/// </summary>
public static class BehaviourSuiteFile
{
    private const int MaxRows = 100_000;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file.</summary>
    /// <exception cref="SakerException">It is missing, is no YAML, or holds keys or values that are not understood; all problems are reported, each with its line.</exception>
    public static async Task<BehaviourSuite> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(path, cancellationToken), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The suite file '{path}' cannot be read: {exception.Message}", inner: exception);
        }
    }

    /// <param name="text">YAML, or JSON, which is YAML too.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SakerException">As of <see cref="LoadAsync"/>.</exception>
    public static BehaviourSuite Parse(string text, string name = "the suite")
    {
        var yaml = YamlText.Parse(text);
        var problems = new List<Problem>();
        var suite = Read(new Settings(yaml.Values, "", problems));
        if (problems.Count == 0)
            return suite;
        var placed = problems.Select(problem => problem.AtLine(yaml.LineOf(problem.Field))).ToList();
        throw new SakerException(ErrorKind.InvalidInput, $"{name} has {placed.Count} {(placed.Count == 1 ? "problem" : "problems")}:", placed);
    }

    /// <summary>Reads a block; what is wrong goes to the problems of the settings.</summary>
    public static BehaviourSuite Read(Settings settings)
    {
        var suite = new BehaviourSuite
        {
            Tests = [.. settings.Sections("tests").Select(BehaviourCatalogue.Create).OfType<BehaviourTest>()],
            Seed = settings.Integer("seed", 1, 0),
            MadeRows = settings.Integer("made", BehaviourSuite.DefaultMadeRows, 0, MaxRows),
            RealRows = settings.Integer("real", BehaviourSuite.DefaultRealRows, 0, MaxRows),
            Examples = settings.Integer("examples", BehaviourSuite.DefaultExamples, 0, 100),
            Output = settings.OptionalText("output"),
        };
        if (suite.Tests.Count > BehaviourSuite.MaxTests)
            settings.Report("tests", $"there are {suite.Tests.Count}; a suite has at most {BehaviourSuite.MaxTests}.");
        if (settings.Sections("tests").Count == 0)
            settings.Report("tests", $"name at least one test; known are: {string.Join(", ", BehaviourCatalogue.Names)}.");
        settings.RejectUnknown();
        return suite;
    }

    /// <summary>The suite as YAML that reads back the same, one line a test.</summary>
    public static string Write(BehaviourSuite suite)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"seed: {suite.Seed}\nmade: {suite.MadeRows}\nreal: {suite.RealRows}\nexamples: {suite.Examples}\n");
        if (suite.Output is { } output)
            text.Append("output: ").Append(JsonValue.Create(output).ToJsonString(s_json)).Append('\n');
        text.Append("tests:\n");
        foreach (var test in suite.Tests)
            text.Append("  - ").Append(Describe(test).ToJsonString(s_json)).Append('\n');
        return text.ToString();
    }

    private static JsonObject Describe(BehaviourTest test)
    {
        var described = new JsonObject { ["test"] = test.Kind };
        test.Describe(described);
        if (test.Title is { } title)
            described["name"] = title;
        if (test.Severity == Severity.Warn)
            described["severity"] = "warn";
        if (test.Allowed != 0)
            described["allowed"] = test.Allowed;
        return described;
    }
}
