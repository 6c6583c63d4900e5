using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Studies;

/// <summary>A study as its table holds it.</summary>
internal sealed record StudyRow
{
    public const string Columns = "s.name, s.run_id AS RunId, s.experiment_id AS ExperimentId, s.settings, s.fingerprint, s.created_at AS CreatedAt";

    public required string Name { get; init; }

    public required string RunId { get; init; }

    public long ExperimentId { get; init; }

    public required string Settings { get; init; }

    public string? Fingerprint { get; init; }

    public long CreatedAt { get; init; }

    public StoredStudy ToStudy() => new()
    {
        Name = Name,
        Run = new RunId(RunId),
        Experiment = new ExperimentId(ExperimentId.ToString(CultureInfo.InvariantCulture)),
        Settings = Read(),
        Fingerprint = Fingerprint,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
    };

    private StudySettings Read()
    {
        var problems = new List<Problem>();
        var settings = StudySettings.Read(new Data.Settings(JsonValues.Read(Encoding.UTF8.GetBytes(Settings), "The study's settings are"), "", problems));
        return problems.Count == 0 ? settings : throw new SakerException(ErrorKind.Internal, $"The settings of study '{Name}' cannot be read.", problems);
    }
}
