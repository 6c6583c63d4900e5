namespace Saker.Data.Checks;

/// <summary>
/// Reads a suite file: <c>suite</c> (a name), <c>key</c> (columns that name a row), <c>show</c> (how many violations of a check are reported)
/// and <c>checks</c>. Every problem in it is reported at once, each with its line and key.
/// </summary>
public static class CheckSuiteFile
{
    private const int MaxShown = 100_000;

    /// <summary>Reads the file; paths in it are relative to its folder.</summary>
    /// <exception cref="SakerException">The file is missing, is no YAML, or holds keys or values that are not understood.</exception>
    public static async Task<CheckSuite> LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new SakerException(ErrorKind.InvalidInput, $"'{path}' is a folder; name a suite file in it.");
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The suite file '{path}' cannot be read: {exception.Message}", inner: exception);
        }
        return Parse(text, Path.GetDirectoryName(Path.GetFullPath(path)), path);
    }

    /// <summary>Reads a suite from text.</summary>
    /// <param name="text">The YAML text, or JSON, which is YAML too.</param>
    /// <param name="folder">What paths in it are relative to; null for the current folder.</param>
    /// <param name="name">What to call the text in messages.</param>
    /// <exception cref="SakerException">The text is no YAML, or holds keys or values that are not understood.</exception>
    public static CheckSuite Parse(string text, string? folder, string name = "the suite")
    {
        var yaml = ReadYaml(text, name);
        var problems = new List<Problem>();
        var suite = Read(new Settings(yaml.Values, "", problems), folder);
        if (problems.Count == 0)
            return suite;
        var placed = problems.Select(problem => problem.AtLine(yaml.LineOf(problem.Field))).ToList();
        throw new SakerException(ErrorKind.InvalidInput, $"{name} has {Words.Count(placed.Count, "problem")}:", placed);
    }

    private static YamlText ReadYaml(string text, string name)
    {
        try
        {
            return YamlText.Parse(text);
        }
        catch (SakerException exception)
        {
            throw new SakerException(exception.Kind, $"{name}: {exception.Message}", inner: exception);
        }
    }

    private static CheckSuite Read(Settings file, string? folder)
    {
        var sections = file.Sections("checks");
        if (!file.Has("checks"))
            file.Report("checks", "list the checks, such as '- {check: not_null, column: id}'.");
        var suite = CheckSuite.Create(sections) with
        {
            Name = file.OptionalText("suite"),
            Key = file.Texts("key"),
            Folder = folder,
            MaxViolationsPerCheck = file.Integer("show", CheckSuite.Empty.MaxViolationsPerCheck, 0, MaxShown),
        };
        file.RejectUnknown();
        return suite;
    }
}
