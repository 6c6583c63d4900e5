namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>What a scoring request's body is written in.</summary>
internal enum ScoringFormat
{
    Json,
    Csv,
}
