namespace Saker.Data.Privacy;

/// <summary>Reads a small YAML file into a value, with every problem at once, by line.</summary>
internal static class PrivacyYaml
{
    public static T Read<T>(string text, string name, Func<Settings, T> read)
    {
        YamlText yaml;
        try
        {
            yaml = YamlText.Parse(text);
        }
        catch (SakerException e)
        {
            throw new SakerException(e.Kind, $"{name}: {e.Message}", inner: e);
        }
        var problems = new List<Problem>();
        var value = read(new Settings(yaml.Values, "", problems));
        if (problems.Count == 0)
            return value;
        throw new SakerException(ErrorKind.InvalidInput, $"{name} cannot be used:", [.. problems.Select(problem => problem.AtLine(yaml.LineOf(problem.Field)))]);
    }
}
