using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>Where a home lies and how it is used. Every setting has a default, so that an empty configuration runs.</summary>
public sealed class HomeOptions
{
    /// <summary>The environment variable that names the home when the caller does not.</summary>
    public const string Variable = "SAKER_HOME";

    /// <summary>The home when nobody names one, in the working directory.</summary>
    public const string DefaultFolder = ".saker";

    /// <summary>The home folder; made when it is not there. A relative path starts at the working directory.</summary>
    public string Folder { get; set; } = Resolve(null);

    /// <summary>Who acts, as the alias history tells it.</summary>
    public string Actor { get; set; } = Environment.UserName;

    /// <summary>How long a write may wait for other writers of the same database, in this and other processes.</summary>
    public TimeSpan MaxWriteWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a server looks for deployments made elsewhere.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after a failed load the same version is tried again.</summary>
    public TimeSpan LoadRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a fit that lasts keeps its state, so that a training that was killed goes on from there; shorter fits keep none.</summary>
    public TimeSpan FitCheckpointInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The home: the one given, else <c>$SAKER_HOME</c>, else <c>./.saker</c>.</summary>
    public static string Resolve(string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return given;
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : DefaultFolder;
    }

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(Folder))
            problems.Add(new Problem("folder", "is empty; name a folder."));
        if (string.IsNullOrWhiteSpace(Actor))
            problems.Add(new Problem("actor", "is empty; say who acts."));
        problems.AddUnlessPositive("maxWriteWait", MaxWriteWait);
        problems.AddUnlessPositive("pollInterval", PollInterval);
        problems.AddUnlessPositive("loadRetryDelay", LoadRetryDelay);
        problems.AddUnlessPositive("fitCheckpointInterval", FitCheckpointInterval);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The home's settings are not possible.", problems);
    }
}
