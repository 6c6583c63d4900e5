using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Saker.Server.Tests.Http;

/// <summary>Keeps what is logged as an error, with the scopes that it was logged in.</summary>
internal sealed class KeptLog : ILoggerProvider, ISupportExternalScope, ILogger
{
    private IExternalScopeProvider? _scopes;

    public ConcurrentQueue<(EventId Event, Exception? Exception, string Scopes)> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        List<string> scopes = [];
        _scopes?.ForEachScope((scope, all) => all.Add(scope?.ToString() ?? ""), scopes);
        Errors.Enqueue((eventId, exception, string.Join('\n', scopes)));
    }

    public void Dispose()
    {
    }
}
