fun start() {
    // ruleid: kt-global-scope
    GlobalScope.launch { work() }
    // ruleid: kt-global-scope
    GlobalScope.async { work() }
    // ruleid: kt-global-scope
    GlobalScope.launch(Dispatchers.IO) { work() }
    // ok: kt-global-scope
    scope.launch { work() }
    // ok: kt-global-scope
    viewModelScope.launch { work() }
    // ok: kt-global-scope
    coroutineScope { work() }
}
